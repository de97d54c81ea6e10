using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>One step of a normalizer section.</summary>
internal abstract class Normalizer
{
    /// <summary>Normalises where no character has to be added or removed; false where the long way is needed, with the text as it was.</summary>
    internal virtual bool TryInPlace(Span<char> text) => false;

    /// <summary>Normalises.</summary>
    internal abstract void Apply(NormalizedText text);

    /// <summary>Normalises by the shorter way that does.</summary>
    internal virtual void Apply(WorkText text, NormalizedText room)
    {
        if (TryInPlace(text.Chars))
            return;
        room.Load(text);
        Apply(room);
        room.Store(text);
    }

    /// <summary>What a string becomes.</summary>
    internal string Normalize(string text)
    {
        var work = new WorkText();
        work.Load(text, 0);
        Apply(work, new NormalizedText());
        return new string(work.Chars);
    }
}

/// <summary>Sequence: one step after the other.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<Normalizer> steps) : Normalizer
{
    internal override void Apply(NormalizedText text)
    {
        foreach (var step in steps)
            step.Apply(text);
    }

    internal override void Apply(WorkText text, NormalizedText room)
    {
        foreach (var step in steps)
            step.Apply(text, room);
    }
}

/// <summary>Prepend: a text before one that is not empty.</summary>
internal sealed class PrependNormalizer(string prefix) : Normalizer
{
    private readonly int[] _prefix = [.. prefix.EnumerateRunes().Select(rune => rune.Value)];

    internal override void Apply(NormalizedText text) => text.Prepend(_prefix);
}

/// <summary>Strip: no white space at the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : Normalizer
{
    internal override void Apply(NormalizedText text)
    {
        var points = text.CodePoints;
        var (start, end) = (0, points.Length);
        while (left && start < end && Utf16Text.IsWhiteSpace(points[start]))
            start++;
        while (right && end > start && Utf16Text.IsWhiteSpace(points[end - 1]))
            end--;
        text.Keep(start, end - start);
    }
}

/// <summary>A normalizer that removes some characters and puts one in the place of others: StripAccents, Nmt.</summary>
internal sealed class FilterNormalizer(Func<int, bool> keep, Func<int, int> map) : Normalizer
{
    internal override void Apply(NormalizedText text)
    {
        text.Filter(keep);
        text.Map(map);
    }
}

/// <summary>ByteLevel as a normalizer: every byte of the UTF-8 as its visible character.</summary>
internal sealed class ByteLevelNormalizer : Normalizer
{
    internal override void Apply(NormalizedText text)
    {
        Span<byte> bytes = stackalloc byte[4];
        text.Changes.Clear();
        foreach (var codePoint in text.CodePoints)
        {
            var count = new System.Text.Rune(codePoint).EncodeToUtf8(bytes);
            for (var i = 0; i < count; i++)
                text.Changes.Add((ByteAlphabet.ToChar(bytes[i]), i == 0 ? 0 : 1));
        }

        text.Transform(text.Changes, 0);
    }
}
