using Rlar.Inference.Gguf;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>What gives a model's ids of texts, what stands around a text, and what is known to be wrong with either.</summary>
internal sealed class TextSource
{
    private readonly Func<SpecialTokens, IEnumerable<string>> _warnings;

    private TextSource(ITextTokens tokens, TextFrame frame, string? file, Func<SpecialTokens, IEnumerable<string>> warnings) =>
        (Tokens, Frame, File, _warnings) = (tokens, frame, file, warnings);

    /// <summary>Gives the ids.</summary>
    internal ITextTokens Tokens { get; }

    /// <summary>What stands around a text.</summary>
    internal TextFrame Frame { get; }

    /// <summary>The tokenizer's file whose ids they are; null where they are the engine's.</summary>
    internal string? File { get; }

    /// <summary>What is known to be wrong, in a sentence each; found out when asked for.</summary>
    /// <param name="special">How texts will be read.</param>
    internal IReadOnlyList<string> Warnings(SpecialTokens special) => [.. _warnings(special)];

    /// <summary>The source for a model.</summary>
    /// <param name="engine">Its vocabulary.</param>
    /// <param name="kinds">What its file says of its tokens.</param>
    /// <param name="file">Its file.</param>
    /// <param name="frame">What its file puts around a text.</param>
    /// <param name="ends">Its first token and its last; null where it has none.</param>
    /// <param name="given">The tokenizer's file that was asked for; null for the one in the model's folder, if there is one.</param>
    /// <exception cref="InferenceException">The file that was asked for cannot be read, or has another vocabulary.</exception>
    internal static TextSource Of(
        EngineVocabulary engine, TokenKinds kinds, GgufFile file, TextFrame frame, (int? Beginning, int? End) ends, string? given)
    {
        var beside = TokenizerBeside.Of(engine, kinds, given);
        if (beside?.Tokenizer is { } tokenizer)
        {
            var theirs = TextFrame.Of(tokenizer, beside.Config, ends.Beginning, ends.End);
            return new TextSource(new FileTokens(tokenizer), theirs, beside.Path, _ => Disagreement(engine, frame, theirs, beside.Path));
        }

        var differences = new EngineDifferences(engine, kinds, file.Text("tokenizer.ggml.pre") ?? "");
        return new TextSource(
            new EngineTokens(engine, kinds.Control(), differences.WantsComposing()),
            frame,
            null,
            special => [.. Unused(engine, beside), .. Otherwise(engine, differences.Find(special))]);
    }

    private static IEnumerable<string> Disagreement(EngineVocabulary engine, TextFrame ours, TextFrame theirs, string path)
    {
        if (!ours.Before.SequenceEqual(theirs.Before) || !ours.After.SequenceEqual(theirs.After))
            yield return $"{engine.Path}: a text stands between {Written(theirs)}, as {path} and what lies beside it say; "
                + $"the model's own file says {Written(ours)}.";

        string Written(TextFrame around) => $"[{Joined(around.Before)}] and [{Joined(around.After)}]";

        string Joined(int[] ids) => string.Join(' ', ids.Select(engine.Written));
    }

    private static IEnumerable<string> Unused(EngineVocabulary engine, TokenizerBeside? beside)
    {
        if (beside is { Problem: { } problem })
            yield return $"{engine.Path}: the {System.IO.Path.GetFileName(beside.Path)} beside it {problem}, so the engine's own tokenizer is used.";
    }

    private static IEnumerable<string> Otherwise(EngineVocabulary engine, IReadOnlyList<string> kinds)
    {
        if (kinds.Count > 0)
            yield return $"{engine.Path}: the engine's tokenizer gives other ids than the model's own for {string.Join("; ", kinds)}. "
                + "With the model's tokenizer.json beside the file, or given by --tokenizer, they are the model's.";
    }
}
