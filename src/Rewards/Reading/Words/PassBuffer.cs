namespace Rlar.Rewards.Reading.Words;

/// <summary>A text that passes read and write anew: each pass reads what the one before it wrote.</summary>
internal sealed class PassBuffer
{
    private char[] _text = new char[1024];
    private char[] _other = new char[1024];
    private int _length;

    /// <summary>The text as it stands.</summary>
    internal ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>Starts with another text.</summary>
    internal void Load(ReadOnlySpan<char> text)
    {
        _length = 0;
        Write(text);
    }

    /// <summary>Begins a pass: gives the text to read; what is written from now on is the next text.</summary>
    internal ReadOnlySpan<char> Begin()
    {
        var text = Text;
        (_text, _other) = (_other, _text);
        _length = 0;
        return text;
    }

    /// <summary>Writes a character.</summary>
    internal void Write(char c)
    {
        if (_length == _text.Length)
            Array.Resize(ref _text, 2 * _text.Length);
        _text[_length++] = c;
    }

    /// <summary>Writes a character between spaces.</summary>
    internal void Pad(char c)
    {
        Write(' ');
        Write(c);
        Write(' ');
    }

    /// <summary>Writes characters.</summary>
    internal void Write(ReadOnlySpan<char> text)
    {
        if (_length + text.Length > _text.Length)
            Array.Resize(ref _text, Math.Max(2 * _text.Length, _length + text.Length));
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }
}
