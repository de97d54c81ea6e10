using System.Runtime.InteropServices;

namespace Rlar.Inference.Tokenizers.Buffers;

/// <summary>
/// Text by code points, each with its range in the original: what normalizers rewrite. <see cref="Transform"/> keeps the reference library's account of
/// where characters come from, whose slips (a removal before the first character is not accounted for) are part of the offsets that it gives.
/// </summary>
internal sealed class NormalizedText
{
    private List<int> _codePoints = [];
    private List<int> _starts = [];
    private List<int> _ends = [];
    private List<int> _newCodePoints = [];
    private List<int> _newStarts = [];
    private List<int> _newEnds = [];

    /// <summary>The code points.</summary>
    internal ReadOnlySpan<int> CodePoints => CollectionsMarshal.AsSpan(_codePoints);

    /// <summary>The original's code point at which the part starts.</summary>
    internal int Origin { get; private set; }

    /// <summary>Room for a normalizer's account of its changes.</summary>
    internal List<(int CodePoint, int Change)> Changes { get; } = [];

    /// <summary>Takes a text in.</summary>
    internal void Load(WorkText text)
    {
        Origin = text.Origin;
        _codePoints.Clear();
        _starts.Clear();
        _ends.Clear();
        for (var i = 0; i < text.Length;)
        {
            _codePoints.Add(Unicode.Utf16Text.At(text.Chars, i, out var length));
            _starts.Add(text.Start(i));
            _ends.Add(text.End(i));
            i += length;
        }
    }

    /// <summary>Puts the text back.</summary>
    internal void Store(WorkText text)
    {
        text.StartAligned(Origin);
        for (var i = 0; i < _codePoints.Count; i++)
            text.Append(_codePoints[i], _starts[i], _ends[i]);
    }

    /// <summary>
    /// Replaces the text. A change of 0 stands for the next old character, 1 for one that was added after it, -n for one that also takes the n characters
    /// after it away.
    /// </summary>
    /// <param name="changes">The new characters.</param>
    /// <param name="removedBefore">How many old characters went before the first.</param>
    internal void Transform(List<(int CodePoint, int Change)> changes, int removedBefore)
    {
        // Characters without a place of their own at the start of the text are beyond the reach of a transformation in the reference.
        var skipped = 0;
        while (skipped < _codePoints.Count && _starts[skipped] == _ends[skipped])
            skipped++;
        StartNew();
        CopyOld(0, skipped);
        var at = Math.Min(skipped + removedBefore, _codePoints.Count);
        foreach (var (codePoint, change) in changes)
        {
            AddNew(codePoint, change > 0 ? at - 1 : at);
            if (change <= 0)
                at = Math.Min(at + 1 - change, _codePoints.Count);
        }

        TakeNew();
    }

    /// <summary>Keeps the characters that a test accepts.</summary>
    internal void Filter(Func<int, bool> keep)
    {
        Changes.Clear();
        var (removed, removedBefore, last) = (0, 0, -1);
        foreach (var codePoint in CodePoints)
        {
            if (!keep(codePoint))
            {
                removed++;
                continue;
            }

            if (last >= 0)
                Changes.Add((last, -removed));
            else
                removedBefore = removed;
            (last, removed) = (codePoint, 0);
        }

        if (last >= 0)
            Changes.Add((last, -removed));
        Transform(Changes, removedBefore);
    }

    /// <summary>Replaces each character by one other.</summary>
    internal void Map(Func<int, int> map)
    {
        foreach (ref var codePoint in CollectionsMarshal.AsSpan(_codePoints))
            codePoint = map(codePoint);
    }

    /// <summary>Puts characters before the first, with the first's place.</summary>
    internal void Prepend(ReadOnlySpan<int> prefix)
    {
        if (_codePoints.Count == 0)
            return;
        StartNew();
        foreach (var codePoint in prefix)
            AddNew(codePoint, 0);
        CopyOld(0, _codePoints.Count);
        TakeNew();
    }

    /// <summary>Puts a text in the place of each range; its characters get the place of the range's last.</summary>
    internal void Replace(List<(int Start, int Length)> ranges, ReadOnlySpan<int> content)
    {
        if (ranges.Count == 0)
            return;
        StartNew();
        var done = 0;
        foreach (var (start, length) in ranges)
        {
            CopyOld(done, start);
            foreach (var codePoint in content)
                AddNew(codePoint, start + length - 1);
            done = start + length;
        }

        CopyOld(done, _codePoints.Count);
        TakeNew();
    }

    /// <summary>Keeps a range of the characters.</summary>
    internal void Keep(int start, int length)
    {
        StartNew();
        CopyOld(start, start + length);
        TakeNew();
    }

    private void StartNew()
    {
        _newCodePoints.Clear();
        _newStarts.Clear();
        _newEnds.Clear();
    }

    private void CopyOld(int from, int to)
    {
        _newCodePoints.AddRange(CollectionsMarshal.AsSpan(_codePoints)[from..to]);
        _newStarts.AddRange(CollectionsMarshal.AsSpan(_starts)[from..to]);
        _newEnds.AddRange(CollectionsMarshal.AsSpan(_ends)[from..to]);
    }

    private void AddNew(int codePoint, int placeOf)
    {
        _newCodePoints.Add(codePoint);
        // Nothing stands before the first character: what is added there has an empty place.
        var known = placeOf >= 0 && _codePoints.Count > 0;
        var at = Math.Min(placeOf, _codePoints.Count - 1);
        _newStarts.Add(known ? _starts[at] : Origin);
        _newEnds.Add(known ? _ends[at] : Origin);
    }

    private void TakeNew()
    {
        (_codePoints, _newCodePoints) = (_newCodePoints, _codePoints);
        (_starts, _newStarts) = (_newStarts, _starts);
        (_ends, _newEnds) = (_newEnds, _ends);
    }
}
