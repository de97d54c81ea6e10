using Rlar.Inference.Tokenizers.Files;

namespace Rlar.Inference.Conversion;

/// <summary>
/// llama.cpp's names (tokenizer.ggml.pre) of the ways in which byte-level tokenizers split text, recognised by the steps and patterns of the tokenizer.json
/// rather than by hashes of what they do to a text.
/// </summary>
internal static class PreTokenizerNames
{
    private const string Supported = "GPT-2's ByteLevel, single digits before it (SmolLM, StarCoder), and the patterns of Qwen 2 and Llama 3 are converted";

    // Both patterns are the same but for how many digits stand together.
    private const string Words = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string Rest = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Qwen2 = Words + @"\p{N}" + Rest;
    private const string Llama3 = Words + @"\p{N}{1,3}" + Rest;

    /// <summary>The name.</summary>
    /// <param name="root">The tokenizer.json.</param>
    /// <exception cref="InferenceException">The way is not one of those; the message says which are.</exception>
    internal static string Of(Section root)
    {
        var section = root.Field("pre_tokenizer");
        var composes = Composes(root.Field("normalizer"));
        var ignoresMerges = root.Field("model").Flag("ignore_merges", false);
        var name = Name(section, ignoresMerges);
        // The engine composes nothing; for this name alone RLAR does it before.
        if (composes && name != "qwen2")
            throw Refusal(root.Field("normalizer"), $"NFC before the pre-tokenizer '{name}'");
        // The engine looks whole words up for this name alone.
        if (ignoresMerges && name != "llama-bpe")
            throw Refusal(root.Field("model").Field("ignore_merges"), $"ignore_merges with the pre-tokenizer '{name}'");
        return name;
    }

    private static string Name(Section section, bool ignoresMerges)
    {
        List<Section> steps = section.IsEmpty ? [] : section.Type == "Sequence" ? [.. section.List("pretokenizers")] : [section];
        if (steps is not [.., { Type: "ByteLevel" } bytes])
            throw Refusal(section, "no ByteLevel at its end");
        if (bytes.Flag("add_prefix_space", true))
            throw Refusal(bytes.Field("add_prefix_space"), "a space that is put before a text");
        switch (bytes.Flag("use_regex", true), steps)
        {
            case (true, [_]):
                return "gpt-2";
            case (true, [{ Type: "Digits" } digits, _]) when digits.Flag("individual_digits", false):
                return "smollm";
            case (false, [{ Type: "Split" } split, _]) when IsWhole(split):
                var pattern = split.Field("pattern").Text("Regex", "");
                if (pattern == Qwen2)
                    return "qwen2";
                if (pattern == Llama3)
                    return ignoresMerges ? "llama-bpe" : "dbrx";
                throw Refusal(split.Field("pattern"), $"the pattern {pattern}");
            default:
                throw Refusal(section, $"{string.Join(", ", steps.Select(step => step.Type))}");
        }
    }

    // Matches are the words; the patterns leave nothing between them.
    private static bool IsWhole(Section split) => (split.Text("behavior"), split.Flag("invert", false)) is ("Isolated", false) or ("Removed", true);

    private static bool Composes(Section normalizer)
    {
        if (normalizer.IsEmpty)
            return false;
        return normalizer.Type switch
        {
            "NFC" => true,
            "Sequence" => normalizer.List("normalizers").Select(Composes).Aggregate(false, (one, other) => one || other),
            _ => throw Refusal(normalizer, $"the normalizer {normalizer.Type}"),
        };
    }

    private static InferenceException Refusal(Section at, string what) => new($"{at.File}: {at.Path}: {what} is not converted. {Supported}.");
}
