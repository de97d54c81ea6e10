using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>
/// Whether a tokenizer file has the vocabulary of a GGUF file. What converters change is no difference: places that they add up to the size of the
/// model (<c>[PAD151665]</c>), spaces in added tokens written as such, BERT's marks of a word's start in place of those of its rest, and tokens
/// without text, which the engine names.
/// </summary>
internal static class VocabularyMatch
{
    private const int Named = 3;

    /// <summary>The differences in words, the first three ids by name; null where there are none.</summary>
    internal static string? Differences(EngineVocabulary engine, TokenKinds kinds, Tokenizer tokenizer)
    {
        var named = new List<string>();
        var count = 0;
        for (var id = 0; id < Math.Max(engine.Size, tokenizer.VocabularySize); id++)
        {
            var theirs = tokenizer.TokenOf(id);
            if (id >= engine.Size)
            {
                if (theirs is not null)
                    Add($"{id} is beyond the model's {engine.Size} and '{theirs}' in the tokenizer's file");
                continue;
            }

            var ours = engine.Written(id);
            if (theirs is null ? !IsPlaceholder(ours, id) : !Same(ours, theirs, id))
                Add($"{id} is '{ours}' in the model and {(theirs is null ? "nothing" : $"'{theirs}'")} in the tokenizer's file");
        }

        return count == 0 ? null : $"{count} of {engine.Size} ids differ: {string.Join("; ", named)}{(count > Named ? "; ..." : "")}";

        void Add(string difference)
        {
            if (count++ < Named)
                named.Add(difference);
        }

        bool IsPlaceholder(string ours, int id) => kinds.IsUnused(id) || ours == $"[PAD{id}]" || ours == $"[EMPTY_{id}]";

        bool Same(string ours, string theirs, int id) =>
            string.Equals(ours, theirs, StringComparison.Ordinal)
            || (theirs.Length == 0 && ours == $"[EMPTY_{id}]")
            || (kinds.IsUserDefined(id) && string.Equals(ours, theirs.Replace('\u2581', ' '), StringComparison.Ordinal))
            || (engine.Kind == VocabularyKind.WordPiece && OfWordPiece(ours, theirs));
    }

    private static bool OfWordPiece(string ours, string theirs) => theirs.StartsWith("##", StringComparison.Ordinal) && theirs.Length > 2
        ? ours.AsSpan().SequenceEqual(theirs.AsSpan(2))
        : ours.Length == theirs.Length + 1 && ours[0] == '\u2581' && ours.EndsWith(theirs, StringComparison.Ordinal);
}
