using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>Strip: no white space at the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : Normalizer
{
    internal override void Apply(NormalizedText text)
    {
        var points = text.CodePoints;
        var (start, end) = (0, points.Length);
        while (left && start < end && CodePoints.IsWhiteSpace(points[start]))
            start++;
        while (right && end > start && CodePoints.IsWhiteSpace(points[end - 1]))
            end--;
        text.Keep(start, end - start);
    }
}
