namespace Rlar.Inference.Tokenizers.Unicode;

/// <summary>
/// The four normal forms with, for every character written, how many characters of the source it stands for beyond itself: 1 for one that was added,
/// -n for one that took n more in (UAX 15, with the reference library's account of where characters came from).
/// </summary>
internal static class Normalization
{
    private const int SBase = 0xAC00, LBase = 0x1100, VBase = 0x1161, TBase = 0x11A7, LCount = 19, VCount = 21, TCount = 28, SCount = LCount * VCount * TCount;

    /// <summary>Decomposes, in canonical order.</summary>
    internal static void Decompose(ReadOnlySpan<int> text, bool compatible, List<(int CodePoint, int Change)> result)
    {
        var data = ReferenceUnicode.Shared;
        var pending = new List<(int Class, int CodePoint, int Change)>();
        foreach (var codePoint in text)
        {
            if (codePoint is >= SBase and < SBase + SCount)
            {
                var s = codePoint - SBase;
                Push(LBase + s / (VCount * TCount), 0);
                Push(VBase + s % (VCount * TCount) / TCount, 1);
                if (s % TCount != 0)
                    Push(TBase + s % TCount, 1);
            }
            else if (data.Decomposition(codePoint, compatible) is { } parts)
            {
                for (var i = 0; i < parts.Length; i++)
                    Push(parts[i], i == 0 ? 0 : 1);
            }
            else
            {
                Push(codePoint, 0);
            }
        }

        Flush();

        void Push(int codePoint, int change)
        {
            var combining = data.CombiningClass(codePoint);
            if (combining == 0)
            {
                Flush();
                result.Add((codePoint, change));
            }
            else
            {
                pending.Add((combining, codePoint, change));
            }
        }

        // Most runs of marks are one mark; a long hostile one is sorted in n log n, and stably.
        void Flush()
        {
            if (pending.Count > 1)
                result.AddRange(pending.OrderBy(p => p.Class).Select(p => (p.CodePoint, p.Change)));
            else if (pending.Count == 1)
                result.Add((pending[0].CodePoint, pending[0].Change));
            pending.Clear();
        }
    }

    /// <summary>Composes what <see cref="Decompose"/> made.</summary>
    internal static void Compose(List<(int CodePoint, int Change)> parts, List<(int CodePoint, int Change)> result)
    {
        var data = ReferenceUnicode.Shared;
        var starter = -1;
        var lastClass = 0;
        foreach (var part in parts)
        {
            var combining = data.CombiningClass(part.CodePoint);
            // A mark is blocked from its starter by one of the same or a higher class between them (D115).
            if (starter >= 0 && (lastClass == 0 || lastClass < combining)
                && Join(data, result[starter].CodePoint, part.CodePoint) is var whole and >= 0)
            {
                result[starter] = (whole, result[starter].Change + part.Change - 1);
                continue;
            }

            if (combining == 0)
                (starter, lastClass) = (result.Count, 0);
            else if (starter >= 0)
                lastClass = combining;
            result.Add(part);
        }
    }

    private static int Join(ReferenceUnicode data, int first, int second)
    {
        if (first is >= LBase and < LBase + LCount && second is >= VBase and < VBase + VCount)
            return SBase + ((first - LBase) * VCount + second - VBase) * TCount;
        if (first is >= SBase and < SBase + SCount && (first - SBase) % TCount == 0 && second is > TBase and < TBase + TCount)
            return first + second - TBase;
        return data.Composition(first, second);
    }
}
