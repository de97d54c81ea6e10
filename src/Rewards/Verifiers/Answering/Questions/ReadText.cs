using System.Globalization;
using System.Text;
using Rlar.Rewards.Reading;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>A question, a reference or an answer in words, numbers and marks. It keeps its memory between texts.</summary>
internal sealed class ReadText
{
    // Letters are told apart by their last five bits.
    private const ulong LetterKeys = 0xFFFF_FFFF;
    private const byte NumberKey = 32;
    private const ulong SenseKey = 1UL << 33;
    private readonly Scratch<AnswerWord> _words = new();
    private readonly Scratch<byte> _asked = new();
    private string _folded = "";
    private string _lower = "";
    private ulong _keys;

    /// <summary>The words and marks.</summary>
    internal ReadOnlySpan<AnswerWord> Words => _words.Items;

    /// <summary>How many there are.</summary>
    internal int Count => _words.Count;

    /// <summary>Whether any word has a capital letter.</summary>
    internal bool HasCapitals { get; private set; }

    /// <summary>A word or mark in lower case.</summary>
    /// <param name="at">Which.</param>
    internal ReadOnlySpan<char> this[int at] => _lower.AsSpan(_words.Items[at].Start, _words.Items[at].Length);

    /// <summary>Whether each word is one of the question's: 0 where that was not asked yet, 1 for no, 2 for yes.</summary>
    internal Span<byte> Asked => _asked.Items;

    /// <summary>Whether a word of another text may be one of this text's: false where none begins as it does.</summary>
    internal bool MayHave(in AnswerWord word) => ((_keys >> word.Key) & 1) != 0 || (word.Sense != 0 && (_keys & SenseKey) != 0);

    /// <summary>Whether a word may be one of some kinds.</summary>
    internal bool Is(int at, WordRoles roles) => at < _words.Count && (_words.Items[at].Roles & roles) != WordRoles.None;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, well formed or not.</param>
    internal void Read(string text)
    {
        _words.Clear();
        _keys = 0;
        HasCapitals = false;
        _folded = TextNormalization.Unwrapped(text);
        if (!Ascii.IsValid(_folded))
            _folded = TextNormalization.Fold(_folded).Replace('\u2019', '\'').Replace('\u2018', '\'');
        _lower = _folded.ToLowerInvariant();
        if (_lower.Length != _folded.Length)
            _lower = _folded;
        for (var at = 0; at < _lower.Length;)
            at = Next(at);
        _asked.Resize(_words.Count).Clear();
    }

    /// <summary>Whether both have the same letters in words of letters, though other blanks: no numbers, whose places tell.</summary>
    internal bool IsWrittenAs(ReadText other)
    {
        var (i, j) = (Skip(0), other.Skip(0));
        while (i < _lower.Length && j < other._lower.Length)
        {
            if (_lower[i] != other._lower[j] || !char.IsLetter(_lower[i]))
                return false;
            (i, j) = (Skip(i + 1), other.Skip(j + 1));
        }

        return i == _lower.Length && j == other._lower.Length;
    }

    // An article at the beginning, blanks, hyphens, and the full stop at the end.
    private int Skip(int at)
    {
        if (at == 0 && _lower.StartsWith("the ", StringComparison.Ordinal))
            at = 4;
        while (at < _lower.Length && (_lower[at] is ' ' or '-' || (_lower[at] == '.' && at + 1 == _lower.Length)))
            at++;
        return at;
    }

    /// <summary>The character after a word, or a blank, and whether a letter or digit follows it.</summary>
    internal (char Mark, bool IsInner) MarkAfter(int at)
    {
        var end = _words.Items[at].End;
        return (After(end), char.IsLetterOrDigit(After(end + 1)));
    }

    /// <summary>Whether a word is a capital letter after another word, as in "vitamin A", and no initial.</summary>
    internal bool IsLoneLetter(int at) =>
        at > 0 && _words.Items[at] is { Kind: WordKind.Word, Length: 1, IsCapital: true } && MarkAfter(at).Mark != '.' && _words.Items[at - 1].IsWord;

    /// <summary>Whether a hyphen stands right before a word.</summary>
    internal bool HasHyphen(int at) => Before(_words.Items[at].Start) == '-';

    private char After(int at) => at < _lower.Length ? _lower[at] : ' ';

    private char Before(int at) => at > 0 ? _lower[at - 1] : ' ';

    private void Add(WordKind kind, int start, int end, double value = 0) => Add(kind, start, end, value, WordLists.Of(_lower.AsSpan(start, end - start)));

    private void Add(WordKind kind, int start, int end, double value, WordEntry entry)
    {
        var key = Key(kind, _lower[start]);
        if (kind is WordKind.Word or WordKind.Number)
            _keys |= KeysOf(key, _lower[start]) | (entry.Sense == 0 ? 0 : SenseKey);
        _words.Add(new AnswerWord(start, end - start, entry.Roles, value, kind, entry.Month, key, entry.Sense, char.IsUpper(_folded[start])));
    }

    private static byte Key(WordKind kind, char first) => kind == WordKind.Number ? NumberKey : (byte)(first & 31);

    // A letter with a mark may be a letter without it.
    private static ulong KeysOf(byte key, char first) => char.IsAscii(first) || key == NumberKey ? 1UL << key : LetterKeys;

    private int Next(int at)
    {
        var c = _lower[at];
        if (c == ' ')
            return at + 1;
        if (char.IsAsciiLetterLower(c))
            return Word(at);
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(After(at + 1)) && !char.IsLetterOrDigit(Before(at))))
            return Number(at);
        if (UnicodeWords.IsAlone(c))
        {
            _keys |= LetterKeys;
            _words.Add(new AnswerWord(at, 1, WordLists.Of(_lower.AsSpan(at, 1)).Roles, 0, WordKind.Word, 0, Key(WordKind.Word, c), IsScript: true));
            return at + 1;
        }

        if (char.IsLetterOrDigit(c) || IsMarkOfLetter(c) || char.IsSurrogate(c))
            return Word(at);
        if (Kind(at) is { } kind)
            Add(kind, at, at + 1);
        return at + 1;
    }

    private static bool IsMarkOfLetter(char c) =>
        c > '\u02ff' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private WordKind? Kind(int at)
    {
        var c = _lower[at];
        switch (c)
        {
            case ' ' or '\t' or '\r' or '*' or '_' or '`' or '"' or '\'' or '#' or '\u201C' or '\u201D' or '\u00AB' or '\u00BB'
                or '\u300A' or '\u300B' or '\u300C' or '\u300D' or '\\' or '\u00A1' or '\u00BF':
                return null;
            case '.':
                return IsWithin(at) ? null : WordKind.Stop;
            case ':':
                return char.IsAsciiDigit(After(at + 1)) ? null : WordKind.Stop;
            case '!':
                return char.IsLetter(After(at + 1)) && !char.IsLetterOrDigit(Before(at)) ? WordKind.Sign : WordKind.Stop;
            case '\n' or '\u3002' or '\u2026':
                return WordKind.Stop;
            case ',' or ';' or '/' or '|' or '\u3001' or '\u00B7' or '\u2022':
                return WordKind.Comma;
            case '?':
                return WordKind.Question;
            case '(' or '[' or '{':
                return WordKind.Open;
            case ')' or ']' or '}':
                return WordKind.Close;
            case '&' or '%' or '$' or '\u20AC' or '\u00A3':
                return WordKind.Word;
            case '+' or '@' or '\u00AE' or '\u2122' or '\u00A9' or '\u00B0':
                return null;
        }

        if (char.IsWhiteSpace(c))
            return null;
        if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation || c == '\u2212')
            return char.IsWhiteSpace(Before(at)) || char.IsWhiteSpace(After(at + 1)) || (char.IsAsciiDigit(Before(at)) && char.IsAsciiDigit(After(at + 1)))
                ? WordKind.Dash
                : null;
        return char.IsPunctuation(c) && c != '~' ? null : WordKind.Sign;
    }

    // "Dr. Ito", "F. Kennedy", "node.js": no end of a sentence.
    private bool IsWithin(int at)
    {
        if (!char.IsWhiteSpace(After(at + 1)))
            return char.IsLetterOrDigit(After(at + 1));
        if (_words.Count == 0 || _words.Items[^1] is not { Kind: WordKind.Word } last || last.End != at)
            return false;
        var word = this[_words.Count - 1];
        return at + 1 < _lower.Length && (word.Length == 1 || word.Contains('.') || Is(_words.Count - 1, WordRoles.Shortened));
    }

    private int Word(int start)
    {
        var at = start;
        var lower = _lower.AsSpan();
        while ((uint)at < (uint)lower.Length && (char.IsAsciiLetterLower(lower[at]) || char.IsAsciiDigit(lower[at])))
            at++;
        while (at < _lower.Length && _lower[at] is not (' ' or ',' or '\n') && (char.IsLetterOrDigit(_lower[at]) || IsMarkOfLetter(_lower[at])
            || char.IsSurrogate(_lower[at]) || IsInner(start, at)) && !UnicodeWords.IsAlone(_lower[at]))
            at++;
        HasCapitals |= char.IsUpper(_folded[start]);
        var word = _lower.AsSpan(start, at - start);
        var entry = WordLists.Of(word);
        if ((entry.Number ?? SpelledNumbers.Roman(_folded.AsSpan(start, at - start))) is { } value)
        {
            AddSpelled(start, at, value);
            return at;
        }

        // "Kepler's", "it's"; "n'est"
        if (word.Length > 2 && word[^1] == 's' && word[^2] == '\'')
        {
            Add(WordKind.Word, start, at - 2);
            Add(WordKind.Word, at - 2, at);
            return at;
        }

        // n'est, l'Oréal
        var apostrophe = word.IndexOf('\'');
        if (apostrophe is 1 or 2 && char.IsLower(_folded[start]))
        {
            Add(WordKind.Word, start, start + apostrophe + 1);
            start += apostrophe + 1;
        }
        else if (char.IsSurrogate(word[0]) && !Rune.IsLetter(Rune.GetRuneAt(_lower, start)))
        {
            return at; // a picture beside the words
        }

        if (word.Length != at - start)
            Add(WordKind.Word, start, at);
        else if (word is "states" or "kingdom" or "america" && JoinsState(start, word is "america") is >= 0 and var from)
            AddState(from, at, word is "kingdom" ? "united kingdom" : "united states");
        else if (word.Length is 2 or 3 && _words.Count > 0 && _words.Items[^1].Kind == WordKind.Comma && IsUpper(start, at)
            && Senses.OfCode(word) is { Roles: not WordRoles.None } code)
            Add(WordKind.Word, start, at, 0, code);
        else
            Add(WordKind.Word, start, at, 0, entry);
        return at;
    }

    // "United States", "United States of America": one word, as "US" is. Where it starts, or -1.
    private int JoinsState(int start, bool isAmerica)
    {
        var count = _words.Count;
        if (isAmerica)
            return count > 1 && this[count - 1] is "of" && this[count - 2] is "united states" ? _words.Items[count - 2].Start : -1;
        return count > 0 && this[count - 1] is "united" && start - _words.Items[^1].End == 1 ? _words.Items[^1].Start : -1;
    }

    private void AddState(int start, int end, string name)
    {
        while (_words.Count > 0 && _words.Items[^1].Start >= start)
            _words.Remove(1);
        Add(WordKind.Word, start, end, 0, WordLists.Of(name));
    }

    /// <summary>Whether a word has no small letter.</summary>
    internal bool IsUpper(int at) => IsUpper(_words.Items[at].Start, _words.Items[at].End);

    private bool IsUpper(int start, int end) => !_folded.AsSpan(start, end - start).ContainsAnyInRange('a', 'z');

    // Apostrophes within, and the points of initials.
    private bool IsInner(int start, int at) => _lower[at] switch
    {
        '\'' => at > start && char.IsLetter(After(at + 1)),
        '.' => char.IsLetter(Before(at)) && (at - start == 1 || _lower[at - 2] == '.') && char.IsLetter(After(at + 1)) && !char.IsLetter(After(at + 2)),
        _ => false,
    };

    // "twenty-five", "two hundred"
    private void AddSpelled(int start, int end, double value)
    {
        var isAnd = _words.Count > 1 && value < 100 && this[_words.Count - 1] is "and"
            && _words.Items[^2] is { Kind: WordKind.Number, Value: >= 100 } hundreds && char.IsAsciiLetter(_lower[hundreds.Start]) && hundreds.Value % 100 == 0;
        if (isAnd)
            _words.Remove(1); // two hundred and six
        if (_words.Count > 0 && _words.Items[^1] is { Kind: WordKind.Number } last && (isAnd || start - last.End <= 1))
        {
            var sum = SpelledNumbers.Join(last.Value, value);
            if (sum is not null)
            {
                _words.Remove(1);
                (start, value) = (last.Start, sum.Value);
            }
        }

        Add(WordKind.Number, start, end, value);
    }

    private int Number(int start)
    {
        var at = start;
        double value = 0, scale = 0;
        while (at < _lower.Length)
        {
            if (char.IsAsciiDigit(_lower[at]))
            {
                value = scale == 0 ? (value * 10) + (_lower[at] - '0') : value + ((_lower[at] - '0') * scale);
                scale /= 10;
            }
            else if (_lower[at] == ',' && scale == 0 && at - start <= 15 && IsGroup(at + 1))
            {
            }
            else if (_lower[at] == '.' && scale == 0 && char.IsAsciiDigit(After(at + 1)))
            {
                scale = 0.1;
            }
            else
            {
                break;
            }

            at++;
        }

        var end = at;
        while (end < _lower.Length && char.IsLetter(_lower[end]) && !UnicodeWords.IsAlone(_lower[end]))
            end++;
        var suffix = _lower.AsSpan(at, end - at);
        if (_lower[start] == '0' && at - start > 1 && char.IsAsciiDigit(_lower[start + 1]) && Before(start) is not ('-' or '/' or '.' or ',' or ':')
            && !(After(at) is '/' or '-' && char.IsAsciiDigit(After(at + 1))))
        {
            Add(WordKind.Word, start, end); // 007 and 02139 are no numbers
            return end;
        }

        if (suffix is not ("" or "st" or "nd" or "rd" or "th"))
        {
            if (!WordLists.Of(suffix).Roles.HasFlag(WordRoles.Units) || suffix is "s")
            {
                Add(WordKind.Word, start, end);
                return end;
            }

            end = at;
        }

        Add(WordKind.Number, start, end, IsNegative(start) ? -value : value);
        return end;
    }

    // -5, -$5; but 3-5 and a list's "- 5"
    private bool IsNegative(int start)
    {
        var at = start - 1;
        while (at > 0 && _lower[at] is '$' or '\u20AC' or '\u00A3' or '\\')
            at--;
        return at >= 0 && _lower[at] is '-' or '\u2212' && !char.IsLetterOrDigit(Before(at)) && Before(at) is not (')' or '-');
    }

    private bool IsGroup(int at) =>
        at + 3 <= _lower.Length && char.IsAsciiDigit(_lower[at]) && char.IsAsciiDigit(_lower[at + 1]) && char.IsAsciiDigit(_lower[at + 2])
        && !char.IsAsciiDigit(After(at + 3));
}
