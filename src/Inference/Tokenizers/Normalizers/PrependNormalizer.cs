namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>Prepend: a text before one that is not empty.</summary>
internal sealed class PrependNormalizer(string prefix) : Normalizer
{
    private readonly int[] _prefix = [.. prefix.EnumerateRunes().Select(rune => rune.Value)];

    internal override void Apply(NormalizedText text) => text.Prepend(_prefix);
}
