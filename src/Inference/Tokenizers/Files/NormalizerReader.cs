using Rlar.Inference.Tokenizers.Normalizers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>Reads a normalizer section.</summary>
internal static class NormalizerReader
{
    /// <summary>The normalizer, or null where there is none.</summary>
    internal static Normalizer? Read(Section section) => section.IsEmpty ? null : section.Type switch
    {
        "Sequence" => new NormalizerSequence([.. section.List("normalizers").Select(step => Read(step) ?? throw step.Bad("a normalizer is needed"))]),
        "BertNormalizer" => Bert(section),
        "NFC" => new NormalForm(compose: true, compatible: false),
        "NFD" => new NormalForm(compose: false, compatible: false),
        "NFKC" => new NormalForm(compose: true, compatible: true),
        "NFKD" => new NormalForm(compose: false, compatible: true),
        "Lowercase" => new Lowercase(),
        "StripAccents" => new FilterNormalizer(c => !ReferenceUnicode.Shared.Mark.Contains(c), c => c),
        "Nmt" => new FilterNormalizer(c => !IsNmtRemoved(c), c => IsNmtSpace(c) ? ' ' : c),
        "Strip" => new StripNormalizer(section.Flag("strip_left", false), section.Flag("strip_right", false)),
        "Prepend" => new PrependNormalizer(section.Text("prepend")),
        "Replace" => new ReplaceNormalizer(PatternReader.Read(section.Field("pattern")), section.Text("content")),
        "Precompiled" => Precompiled(section),
        "ByteLevel" => new ByteLevelNormalizer(),
        _ => throw section.Unsupported(
            "normalizer",
            "BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend, Replace, Sequence, Strip and StripAccents"),
    };

    private static BertNormalizer Bert(Section section)
    {
        var lowercase = section.Flag("lowercase", true);
        return new(section.Flag("clean_text", true), section.Flag("handle_chinese_chars", true), section.Flag("strip_accents", lowercase), lowercase);
    }

    private static PrecompiledNormalizer Precompiled(Section section)
    {
        var field = section.Field("precompiled_charsmap");
        try
        {
            return new(Convert.FromBase64String(section.Text("precompiled_charsmap")));
        }
        catch (FormatException error)
        {
            throw field.Bad($"not a SentencePiece character map in base64 ({error.Message})", error);
        }
    }

    private static bool IsNmtRemoved(int c) => c is (>= 1 and <= 8) or 0xB or (>= 0xE and <= 0x1F) or 0x7F or 0x8F or 0x9F;

    private static bool IsNmtSpace(int c) =>
        c is 9 or 0xA or 0xC or 0xD or 0x1680 or (>= 0x200B and <= 0x200F) or 0x2028 or 0x2029 or 0x2581 or 0xFEFF or 0xFFFD;
}
