using System.Runtime.InteropServices;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Buffers;

/// <summary>
/// A part of the text on its way through the normalizers and pre-tokenizers, with the code points of the original that each character comes from.
/// While no character was added, removed or split, and none lies beyond the first plane, positions follow from <see cref="Origin"/> alone.
/// </summary>
internal sealed class WorkText
{
    private readonly List<char> _chars = [];
    private readonly List<int> _starts = [];
    private readonly List<int> _ends = [];

    /// <summary>The code point of the original at which the part starts.</summary>
    internal int Origin { get; private set; }

    /// <summary>True where every character carries its own positions.</summary>
    internal bool IsAligned { get; private set; }

    /// <summary>The characters.</summary>
    internal Span<char> Chars => CollectionsMarshal.AsSpan(_chars);

    /// <summary>How many UTF-16 units there are.</summary>
    internal int Length => _chars.Count;

    /// <summary>The original's code point at which the character at a place starts.</summary>
    internal int Start(int at) => IsAligned ? _starts[at] : Origin + at;

    /// <summary>The original's code point after the character at a place.</summary>
    internal int End(int at) => IsAligned ? _ends[at] : Origin + at + 1;

    /// <summary>Takes a part of the original in.</summary>
    internal void Load(ReadOnlySpan<char> text, int origin)
    {
        Clear(origin);
        _chars.AddRange(text);
        if (text.ContainsAnyInRange('\uD800', '\uDFFF'))
            Align();
    }

    /// <summary>Takes a part of another text in.</summary>
    internal void Load(WorkText text, int start, int length)
    {
        Clear(text.IsAligned ? text.Origin : text.Origin + start);
        IsAligned = text.IsAligned;
        if (IsAligned)
            Append(text, start, length);
        else
            _chars.AddRange(text.Chars.Slice(start, length));
    }

    /// <summary>Empties the text; what is appended then carries its own positions.</summary>
    internal void StartAligned(int origin)
    {
        Clear(origin);
        IsAligned = true;
    }

    /// <summary>Appends a part of another text.</summary>
    internal void Append(WorkText source, int start, int length)
    {
        _chars.AddRange(source.Chars.Slice(start, length));
        for (var i = start; i < start + length; i++)
        {
            _starts.Add(source.Start(i));
            _ends.Add(source.End(i));
        }
    }

    /// <summary>Appends a code point with its place in the original.</summary>
    internal void Append(int codePoint, int start, int end)
    {
        var from = _chars.Count;
        Utf16Text.Append(_chars, codePoint);
        for (var i = from; i < _chars.Count; i++)
        {
            _starts.Add(start);
            _ends.Add(end);
        }
    }

    private void Clear(int origin)
    {
        Origin = origin;
        IsAligned = false;
        _chars.Clear();
        _starts.Clear();
        _ends.Clear();
    }

    private void Align()
    {
        IsAligned = true;
        var place = Origin;
        for (var i = 0; i < _chars.Count; place++)
        {
            _ = Utf16Text.At(Chars, i, out var length);
            for (var k = 0; k < length; k++, i++)
            {
                _starts.Add(place);
                _ends.Add(place + 1);
            }
        }
    }
}
