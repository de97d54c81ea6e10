using System.Buffers;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Reading.Words;

internal static partial class TreebankWords
{
    private static readonly SearchValues<char> s_symbols = SearchValues.Create(";@#$%&?!.‒–—―");
    private static readonly SearchValues<char> s_brackets = SearchValues.Create("*[](){}<>-");

    private static void Punctuation(PassBuffer buffer, string sentence)
    {
        LastPeriod(buffer);
        if (sentence.AsSpan().ContainsAny(':', ','))
            CommasAndColons(buffer);
        if (sentence.AsSpan().ContainsAny(s_symbols))
            Symbols(buffer);
        if (sentence.Contains('\''))
            TrailingApostrophes(buffer);
        if (sentence.AsSpan().ContainsAny(s_brackets))
            Brackets(buffer);
    }

    // Only the period that ends the sentence is a token; closing punctuation and spaces may follow it.
    private static void LastPeriod(PassBuffer buffer)
    {
        var text = buffer.Text;
        var end = text.Length;
        while (end > 0 && PythonText.IsSpace(text[end - 1]))
            end--;
        var period = end;
        while (period > 0 && text[period - 1] is ']' or ')' or '}' or '>' or '"' or '\'' or '»' or '”' or '’' or ' ')
            period--;
        period--;
        if (period < 1 || text[period] != '.' || text[period - 1] == '.')
            return;
        text = buffer.Begin();
        buffer.Write(text[..period]);
        buffer.Pad('.');
        buffer.Write(text[(period + 1)..end]);
        buffer.Write(' ');
    }

    // The character after a comma is taken with it, so that of two commas the second stays with what follows.
    private static void CommasAndColons(PassBuffer buffer)
    {
        var text = buffer.Begin();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not (':' or ','))
            {
                buffer.Write(text[i]);
            }
            else if (i + 1 == text.Length)
            {
                buffer.Pad(text[i]);
            }
            else if (char.IsDigit(text[i + 1]))
            {
                buffer.Write(text[i]);
            }
            else
            {
                buffer.Pad(text[i]);
                buffer.Write(text[++i]);
                if (i + 1 == text.Length && text[i] is ':' or ',')
                    buffer.Write(' ');
            }
        }
    }

    private static void Symbols(PassBuffer buffer)
    {
        var text = buffer.Begin();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is ';' or '@' or '#' or '$' or '%' or '&' or '?' or '!' or (>= '\u2012' and <= '\u2015'))
            {
                buffer.Pad(c);
                continue;
            }

            var dots = 0;
            while (c == '.' && i + dots < text.Length && text[i + dots] == '.')
                dots++;
            if (dots < 2)
            {
                buffer.Write(c);
                continue;
            }

            buffer.Write(' ');
            buffer.Write(text.Slice(i, dots));
            buffer.Write(' ');
            i += dots - 1;
        }
    }

    private static void TrailingApostrophes(PassBuffer buffer)
    {
        var text = buffer.Begin();
        for (var i = 0; i < text.Length; i++)
        {
            buffer.Write(text[i]);
            if (text[i] == '\'' || i + 2 >= text.Length || text[i + 1] != '\'' || text[i + 2] != ' ')
                continue;
            buffer.Write(" ' ");
            i += 2;
        }
    }

    private static void Brackets(PassBuffer buffer)
    {
        var text = buffer.Begin();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '*' or '[' or ']' or '(' or ')' or '{' or '}' or '<' or '>')
            {
                buffer.Pad(text[i]);
            }
            else if (text[i] == '-' && i + 1 < text.Length && text[i + 1] == '-')
            {
                buffer.Write(" -- ");
                i++;
            }
            else
            {
                buffer.Write(text[i]);
            }
        }
    }

    private static void ClosingQuotes(PassBuffer buffer, string sentence)
    {
        if (!sentence.AsSpan().ContainsAny("»”’'\""))
            return;
        QuotesThatClose(buffer);
        if (!sentence.Contains('\''))
            return;
        Clitics(buffer, ["'s", "'S", "'m", "'M", "'d", "'D", "'"]);
        Clitics(buffer, ["'ll", "'LL", "'re", "'RE", "'ve", "'VE", "n't", "N'T"]);
    }

    private static void QuotesThatClose(PassBuffer buffer)
    {
        var text = buffer.Begin();
        buffer.Write(' ');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '»' or '”' or '’')
            {
                buffer.Pad(c);
            }
            else if (c == '"' || (c == '\'' && i + 1 < text.Length && text[i + 1] == '\''))
            {
                buffer.Write(" '' ");
                i += c == '"' ? 0 : 1;
            }
            else
            {
                buffer.Write(PythonText.IsSpace(c) ? ' ' : c);
            }
        }

        buffer.Write(' ');
    }

    // Cut off the ends of words; the space after one is taken with it.
    private static void Clitics(PassBuffer buffer, ReadOnlySpan<string> clitics)
    {
        var text = buffer.Begin();
        for (var i = 0; i < text.Length; i++)
        {
            buffer.Write(text[i]);
            if (text[i] is '\'' or ' ' || i + 2 >= text.Length || text[i + 1] is not ('\'' or 'n' or 'N'))
                continue;
            foreach (var clitic in clitics)
            {
                if (!text[(i + 1)..].StartsWith(clitic) || i + 1 + clitic.Length >= text.Length || text[i + 1 + clitic.Length] != ' ')
                    continue;
                buffer.Write(' ');
                buffer.Write(clitic);
                buffer.Write(' ');
                i += clitic.Length + 1;
                break;
            }
        }
    }
}
