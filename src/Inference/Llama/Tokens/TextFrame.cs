using Rlar.Inference.Tokenizers;
using Rlar.Inference.Tokenizers.Files;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>The tokens that a model puts around a text.</summary>
/// <param name="Before">Those before it.</param>
/// <param name="After">Those after it.</param>
internal sealed record TextFrame(int[] Before, int[] After)
{
    /// <summary>
    /// That of a tokenizer's files: the template in the tokenizer.json, over which what tokenizer_config.json says of the first token and the last
    /// has the last word.
    /// </summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="config">Its configuration; null where there is none.</param>
    /// <param name="beginning">The model's first token, where the configuration names none; null where there is none.</param>
    /// <param name="end">The model's last token, where the configuration names none; null where there is none.</param>
    internal static TextFrame Of(Tokenizer tokenizer, TokenizerConfig? config, int? beginning, int? end)
    {
        var (before, after) = tokenizer.Around;
        if (config is null)
            return new TextFrame(before, after);
        beginning = config.Beginning is { } first ? tokenizer.IdOf(first) : beginning;
        end = config.End is { } last ? tokenizer.IdOf(last) : end;
        return new TextFrame(
            Asked(config.AddsBeginning, beginning, before, (id, ids) => [id, .. ids]),
            Asked(config.AddsEnd, end, after, (id, ids) => [.. ids, id]));
    }

    private static int[] Asked(bool? wanted, int? token, int[] ids, Func<int, int[], int[]> add) => (wanted, token) switch
    {
        (true, { } id) when !ids.Contains(id) => add(id, ids),
        (false, { } id) => [.. ids.Where(other => other != id)],
        _ => ids,
    };
}
