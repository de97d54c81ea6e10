namespace Rlar.Inference.Llama.Tokens;

/// <summary>stub</summary>
internal sealed class EngineDifferences(EngineVocabulary engine, TokenKinds kinds, string splitting)
{
    internal bool WantsComposing() => splitting == "qwen2" && !engine.Tokenize("e\u0301", parse: false).AsSpan().SequenceEqual(engine.Tokenize("\u00e9", parse: false));

    internal IReadOnlyList<string> Find() => kinds is null ? [""] : [];
}
