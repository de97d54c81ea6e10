using Rlar.Inference.Tokenizers.PreTokenizers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>Reads a pre_tokenizer section.</summary>
internal static class PreTokenizerReader
{
    /// <summary>The pre-tokenizer, or null where there is none.</summary>
    internal static PreTokenizer? Read(Section section) => section.IsEmpty ? null : section.Type switch
    {
        "Sequence" => new PreTokenizerSequence([.. section.List("pretokenizers").Select(step => Read(step) ?? throw step.Bad("a pre-tokenizer is needed"))]),
        "ByteLevel" => new ByteLevel(section.Flag("add_prefix_space", true), section.Flag("use_regex", true), writeBytes: true),
        "Split" => new PatternSplit(PatternReader.Read(section.Field("pattern")), Behavior(section, section.Text("behavior")), section.Flag("invert", false)),
        "Metaspace" => Metaspace(section),
        "BertPreTokenizer" => new PreTokenizerSequence(
        [
            new CharacterSplit(Utf16Text.IsWhiteSpace, SplitBehavior.Removed),
            new CharacterSplit(ReferenceUnicode.Shared.Punctuation.Contains, SplitBehavior.Isolated),
        ]),
        "Whitespace" => new WordSplit(),
        "WhitespaceSplit" => new CharacterSplit(Utf16Text.IsWhiteSpace, SplitBehavior.Removed),
        "Punctuation" => new CharacterSplit(ReferenceUnicode.Shared.Punctuation.Contains, Behavior(section, section.Text("behavior", "Isolated"))),
        "Digits" => new CharacterSplit(
            ReferenceUnicode.Shared.Numeric.Contains, section.Flag("individual_digits", false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        "CharDelimiterSplit" => Delimiter(section),
        _ => throw section.Unsupported(
            "pre-tokenizer",
            "BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, Metaspace, Punctuation, Sequence, Split, Whitespace and WhitespaceSplit"),
    };

    /// <summary>The scheme of a Metaspace, which is said in two ways.</summary>
    internal static PrependScheme Scheme(Section section)
    {
        var scheme = section.Text("prepend_scheme", "always") switch
        {
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            "always" => PrependScheme.Always,
            var other => throw section.Field("prepend_scheme").Bad($"'{other}' is none of first, never and always"),
        };
        if (section.Flag("add_prefix_space", true))
            return scheme;
        return section.Field("prepend_scheme").IsEmpty || scheme == PrependScheme.Never ? PrependScheme.Never
            : throw section.Field("add_prefix_space").Bad("false, against prepend_scheme");
    }

    /// <summary>The one character of a field.</summary>
    internal static char Character(Section section, string name) => section.Text(name) is [var c] ? c
        : throw section.Field(name).Bad("one character of Unicode's first plane is needed");

    private static Metaspace Metaspace(Section section) => new(Character(section, "replacement"), Scheme(section), section.Flag("split", true));

    private static CharacterSplit Delimiter(Section section)
    {
        var delimiter = Character(section, "delimiter");
        return new(c => c == delimiter, SplitBehavior.Removed);
    }

    private static SplitBehavior Behavior(Section section, string name) =>
        Enum.TryParse<SplitBehavior>(name, out var behavior) && Enum.IsDefined(behavior) ? behavior
        : throw section.Field("behavior").Bad($"'{name}' is none of {string.Join(", ", Enum.GetNames<SplitBehavior>())}");
}
