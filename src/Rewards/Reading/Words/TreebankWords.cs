using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Reading.Words;

/// <summary>
/// Words as nltk.word_tokenize cuts them: sentences (<see cref="PunktSentences"/>), then the rules of the Penn Treebank as nltk's
/// NLTKWordTokenizer widens them. Each rule is a pass over the sentence that puts spaces around what it sets apart, in nltk's order; a
/// pass runs only where its characters occur. Quotes come out as `` and ''.
/// </summary>
internal static partial class TreebankWords
{
    /// <summary>Receives a token.</summary>
    internal delegate void Receiver(ReadOnlySpan<char> token);

    /// <summary>The tokens.</summary>
    internal static List<string> Of(string text)
    {
        var tokens = new List<string>();
        Visit(text, token => tokens.Add(token.ToString()));
        return tokens;
    }

    /// <summary>Hands over each token.</summary>
    internal static void Visit(string text, Receiver receiver)
    {
        var buffer = new PassBuffer();
        foreach (var sentence in PunktSentences.Split(text))
        {
            buffer.Load(sentence);
            OpeningQuotes(buffer, sentence);
            Punctuation(buffer, sentence);
            ClosingQuotes(buffer, sentence);
            Hand(buffer.Text, receiver);
        }
    }

    private static void Hand(ReadOnlySpan<char> text, Receiver receiver)
    {
        for (var start = PythonText.SkipSpace(text, 0); start < text.Length; start = PythonText.SkipSpace(text, start))
        {
            var end = PythonText.NextSpace(text, start);
            var token = text[start..end];
            start = end;
            if (token.Length >= 4 && Contractions().IsMatch(token))
            {
                foreach (var part in Contractions().Replace(token.ToString(), " ${a} ${b} ").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    receiver(part);
            }
            else
            {
                receiver(token);
            }
        }
    }

    private static void OpeningQuotes(PassBuffer buffer, string sentence)
    {
        if (sentence[0] == '"' || sentence.AsSpan().ContainsAny("«“‘„`"))
            QuotesThatOpen(buffer);
        if (sentence.Contains('"') || sentence.Contains("''", StringComparison.Ordinal))
            QuotesAfterSpace(buffer);
        if (sentence.Contains('\''))
            LeadingApostrophes(buffer);
    }

    private static void QuotesThatOpen(PassBuffer buffer)
    {
        var text = buffer.Begin();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '«' or '“' or '‘' or '„')
            {
                buffer.Pad(c);
            }
            else if (c == '"' && i == 0)
            {
                buffer.Write(" `` ");
            }
            else if (c == '`')
            {
                buffer.Write(' ');
                for (; i + 1 < text.Length && text[i + 1] == '`'; i += 2)
                {
                    buffer.Write(" `` ");
                    if (i + 2 >= text.Length || text[i + 2] != '`')
                    {
                        i++;
                        goto ended;
                    }
                }

                buffer.Write('`');
            ended:
                buffer.Write(' ');
            }
            else
            {
                buffer.Write(c);
            }
        }
    }

    private static void QuotesAfterSpace(PassBuffer buffer)
    {
        var text = buffer.Begin();
        for (var i = 0; i < text.Length; i++)
        {
            buffer.Write(text[i]);
            if (text[i] is not (' ' or '(' or '[' or '{' or '<') || i + 1 == text.Length)
                continue;
            var length = text[i + 1] == '"' ? 1 : text[(i + 1)..].StartsWith("''") ? 2 : 0;
            if (length > 0)
                buffer.Write(" `` ");
            i += length;
        }
    }

    private static void LeadingApostrophes(PassBuffer buffer)
    {
        var text = buffer.Begin();
        for (var i = 0; i < text.Length; i++)
        {
            buffer.Write(text[i]);
            if (text[i] == '\'' && !PythonWords.IsWordBefore(text, i) && PythonWords.IsWordAt(text, i + 1) && !IsClitic(text[(i + 1)..]))
                buffer.Write(' ');
        }
    }

    private static bool IsClitic(ReadOnlySpan<char> text)
    {
        foreach (var clitic in (ReadOnlySpan<string>)["re", "ve", "ll", "m", "t", "s", "d", "n"])
        {
            if (text.StartsWith(clitic, StringComparison.OrdinalIgnoreCase) && !PythonWords.IsWordAt(text, clitic.Length))
                return true;
        }

        return false;
    }

    // The words that are written together, cut between the two parts.
    [GeneratedRegex(
        @"\b((?<a>can)(?<b>not)|(?<a>d)(?<b>'ye)|(?<a>gim)(?<b>me)|(?<a>gon)(?<b>na)|(?<a>got)(?<b>ta)"
        + @"|(?<a>lem)(?<b>me)|(?<a>more)(?<b>'n)|(?<a>wan)(?<b>na)$)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        20_000)]
    private static partial Regex Contractions();
}
