using Rlar.Inference.Tokenizers;
using Rlar.Inference.Tokenizers.Files;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>The tokenizer file of a GGUF model: the one that was given, else the tokenizer.json in the model's folder.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tokenizer">Its tokenizer; null where it cannot be used.</param>
/// <param name="Config">What lies beside it; null where nothing does.</param>
/// <param name="Problem">Why it cannot be used; null where it can.</param>
internal sealed record TokenizerBeside(string Path, Tokenizer? Tokenizer, TokenizerConfig? Config, string? Problem)
{
    /// <summary>Finds and loads it, and holds its vocabulary against the model's; null where there is none.</summary>
    /// <param name="engine">The model's vocabulary.</param>
    /// <param name="kinds">What the model's file says of its tokens.</param>
    /// <param name="given">The file that was asked for; null for the one in the model's folder.</param>
    /// <exception cref="InferenceException">The file that was asked for cannot be read, or has another vocabulary.</exception>
    internal static TokenizerBeside? Of(EngineVocabulary engine, TokenKinds kinds, string? given)
    {
        var path = given ?? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(engine.Path))!, "tokenizer.json");
        if (given is null && !File.Exists(path))
            return null;
        try
        {
            var tokenizer = Tokenizer.Load(path);
            var config = TokenizerConfig.Beside(path);
            if (VocabularyMatch.Differences(engine, kinds, tokenizer) is not { } differences)
            {
                tokenizer.Forbid(kinds.Control());
                return new TokenizerBeside(path, tokenizer, config, null);
            }

            if (given is not null)
                throw new InferenceException(
                    $"{path}: is not the tokenizer of {engine.Path}: {differences}. Give the tokenizer.json that the model was made with.");
            return new TokenizerBeside(path, null, null, $"is not the model's tokenizer ({differences})");
        }
        catch (InferenceException error) when (given is null)
        {
            return new TokenizerBeside(path, null, null, $"cannot be used ({error.Message.TrimEnd('.')})");
        }
    }
}
