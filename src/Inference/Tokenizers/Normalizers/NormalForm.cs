using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>NFC, NFD, NFKC and NFKD.</summary>
internal sealed class NormalForm(bool compose, bool compatible) : Normalizer
{
    /// <summary>Whether it is NFC, in which texts mostly are.</summary>
    internal bool IsComposed => compose && !compatible;

    internal override bool TryInPlace(Span<char> text)
    {
        if (!compose || compatible)
            return !text.ContainsAnyExceptInRange('\0', '\u007F');
        var at = text.IndexOfAnyExceptInRange('\0', '\u02FF');
        if (at < 0)
            return true;
        var data = ReferenceUnicode.Shared;
        while (at < text.Length)
        {
            if (!data.IsInertInNfc(Utf16Text.At(text, at, out var length)))
                return false;
            at += length;
        }

        return true;
    }

    internal override void Apply(NormalizedText text)
    {
        var changes = text.Changes;
        changes.Clear();
        Normalization.Decompose(text.CodePoints, compatible, changes);
        if (compose)
        {
            var composed = new List<(int CodePoint, int Change)>(changes.Count);
            Normalization.Compose(changes, composed);
            changes = composed;
        }

        text.Transform(changes, 0);
    }
}
