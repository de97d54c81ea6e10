using System.Buffers;
using System.Text;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Metrics.Rouge;

/// <summary>The words of a text as rouge-score has them, numbered, and where its sentences end.</summary>
internal sealed class RougeText
{
    private const char KelvinSign = '\u212A';
    private const char FirstBeyondLatin = '\u0370';
    private const char DottedI = '\u0130';

    private readonly Scratch<int> _words = new();
    private readonly Scratch<int> _ends = new();
    private readonly Scratch<char> _letters = new();

    internal ReadOnlySpan<int> Words => _words.Items;

    internal int SentenceCount => _ends.Count;

    internal ReadOnlySpan<int> Sentence(int at) => _words.Items[(at == 0 ? 0 : _ends.Items[at - 1]).._ends.Items[at]];

    /// <summary>Reads a text: runs of ASCII letters and digits are words, all else separates them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Stemming and sentences.</param>
    /// <param name="readsScripts">Whether letters and digits of every script make words.</param>
    /// <param name="vocabulary">The numbers of words.</param>
    /// <param name="isReference">Whether words that it does not have are given numbers, and not -1.</param>
    internal void Read(ReadOnlySpan<char> text, RougeOptions options, bool readsScripts, WordNumbers vocabulary, bool isReference)
    {
        _words.Clear();
        _ends.Clear();
        if (readsScripts)
        {
            ReadScripts(text, options, vocabulary, isReference);
            return;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (Lower(text[i]) == 0)
            {
                if (text[i] == '\n' && options.SplitsLines)
                    EndSentence();
                continue;
            }

            var start = i;
            while (i < text.Length && Lower(text[i]) != 0 && text[i] != DottedI)
                i++;
            if (i < text.Length && text[i] == DottedI)
                i++; // its lower case is an i and a mark, which ends the word
            Word(text[start..i], options.UseStemmer, vocabulary, isReference);
            i--;
        }

        EndSentence();
    }

    /// <summary>Whether a text has a letter of another script than the Latin one.</summary>
    internal static bool HasOtherScript(string text)
    {
        foreach (var c in text)
        {
            var isLatin = c is < FirstBeyondLatin or (>= '\u1e00' and <= '\u1eff') or KelvinSign;
            if (!isLatin && (char.IsLetter(c) || UnicodeWords.IsAlone(c)))
                return true;
        }

        return false;
    }

    private void ReadScripts(ReadOnlySpan<char> text, RougeOptions options, WordNumbers vocabulary, bool isReference)
    {
        var start = -1;
        for (var at = 0; at <= text.Length;)
        {
            var length = 1;
            var isAlone = at < text.Length && UnicodeWords.IsAlone(text[at]);
            var isWord = at < text.Length && !isAlone
                && Rune.DecodeFromUtf16(text[at..], out var rune, out length) == OperationStatus.Done && UnicodeWords.IsOfWord(rune);
            if (!isWord && start >= 0)
            {
                Lower(text[start..at], options.UseStemmer, vocabulary, isReference);
                start = -1;
            }

            if (isAlone)
                Lower(text[at..(at + 1)], stems: false, vocabulary, isReference);
            else if (isWord && start < 0)
                start = at;
            else if (at < text.Length && text[at] == '\n' && options.SplitsLines)
                EndSentence();
            at += Math.Max(1, length);
        }

        EndSentence();
    }

    private void Lower(ReadOnlySpan<char> text, bool stems, WordNumbers vocabulary, bool isReference)
    {
        var letters = _letters.Resize(text.Length);
        text.ToLowerInvariant(letters);
        if (stems && letters.Length > 3 && Ascii.IsValid(letters))
            letters = letters[..PorterStemmer.Stem(letters)];
        _words.Add(isReference ? vocabulary.Add(letters) : vocabulary.Find(letters));
    }

    private void Word(ReadOnlySpan<char> text, bool stems, WordNumbers vocabulary, bool isReference)
    {
        var letters = _letters.Resize(text.Length);
        for (var i = 0; i < letters.Length; i++)
            letters[i] = Lower(text[i]);
        if (stems && letters.Length > 3)
            letters = letters[..PorterStemmer.Stem(letters)];
        _words.Add(isReference ? vocabulary.Add(letters) : vocabulary.Find(letters));
    }

    private void EndSentence()
    {
        if (_words.Count > (_ends.Count == 0 ? 0 : _ends.Items[^1]))
            _ends.Add(_words.Count);
    }

    // The letter or digit of ASCII that a character is in lower case, or 0.
    private static char Lower(char c) => c switch
    {
        (>= 'a' and <= 'z') or (>= '0' and <= '9') => c,
        >= 'A' and <= 'Z' => (char)(c | 0x20),
        KelvinSign => 'k',
        DottedI => 'i',
        _ => '\0',
    };
}
