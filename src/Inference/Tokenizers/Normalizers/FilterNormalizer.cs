namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>A normalizer that removes some characters and puts one in the place of others: StripAccents, Nmt.</summary>
internal sealed class FilterNormalizer(Func<int, bool> keep, Func<int, int> map) : Normalizer
{
    internal override void Apply(NormalizedText text)
    {
        text.Filter(keep);
        text.Map(map);
    }
}
