using System.Collections.Frozen;
using System.Text;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

/// <summary>
/// Writes the typographic characters of mathematics as LaTeX. What is not listed stays as it is, and an answer with a character that nobody
/// knows does not read: invisible characters and digits of other alphabets are how a wrong answer is made to look right.
/// </summary>
internal static class MathCharacters
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ";
    private const string SuperscriptValues = "0123456789+-n";
    private const string Subscripts = "₀₁₂₃₄₅₆₇₈₉";

    private static readonly FrozenDictionary<char, string> s_names = new Dictionary<char, string>
    {
        ['\u2212'] = "-",
        ['\u2013'] = "-",
        ['\u2014'] = "-",
        ['\uFF0D'] = "-",
        ['\u00D7'] = "\\times ",
        ['\u22C5'] = "\\cdot ",
        ['\u00B7'] = "\\cdot ",
        ['\u2219'] = "\\cdot ",
        ['\u2217'] = "*",
        ['\u00F7'] = "\\div ",
        ['\u2215'] = "/",
        ['\u2044'] = "/",
        ['\u221A'] = "\\sqrt ",
        ['\u03C0'] = "\\pi ",
        ['\u221E'] = "\\infty ",
        ['\u2264'] = "\\le ",
        ['\u2265'] = "\\ge ",
        ['\u2260'] = "\\ne ",
        ['\u2248'] = "\\approx ",
        ['\u222A'] = "\\cup ",
        ['\u2229'] = "\\cap ",
        ['\u2208'] = "\\in ",
        ['\u2209'] = "\\notin ",
        ['\u2205'] = "\\emptyset ",
        ['\u2216'] = "\\setminus ",
        ['\u00B0'] = "^\\circ ",
        ['\u00BA'] = "^\\circ ",
        ['\u00B1'] = "\\pm ",
        ['\u2213'] = "\\mp ",
        ['\u2032'] = "'",
        ['\u00A0'] = " ",
        ['\u2009'] = " ",
        ['\u202F'] = " ",
        ['\u2003'] = " ",
        ['\u2002'] = " ",
        ['\u00BD'] = "\\frac12 ",
        ['\u00BC'] = "\\frac14 ",
        ['\u00BE'] = "\\frac34 ",
        ['\u2153'] = "\\frac13 ",
        ['\u2154'] = "\\frac23 ",
        ['\u27E8'] = "\\langle ",
        ['\u27E9'] = "\\rangle ",
        ['\u230A'] = "\\lfloor ",
        ['\u230B'] = "\\rfloor ",
        ['\u2308'] = "\\lceil ",
        ['\u2309'] = "\\rceil ",
        ['\u2223'] = "|",
        ['\u2211'] = "\\sum ",
        ['\u220F'] = "\\prod ",
        ['\u222B'] = "\\int ",
        ['\u2192'] = "\\to ",
        ['\u21D2'] = "\\Rightarrow ",
        ['\u2261'] = "\\equiv ",
        ['\u211D'] = "\\mathbb{R}",
        ['\u2124'] = "\\mathbb{Z}",
        ['\u2115'] = "\\mathbb{N}",
        ['\u211A'] = "\\mathbb{Q}",
        ['\u2102'] = "\\mathbb{C}",
        ['\u2026'] = "\\ldots ",
        ['\u201C'] = "\"",
        ['\u201D'] = "\"",
        ['\u2018'] = "'",
        ['\u2019'] = "'",
        ['\u20AC'] = "\\euro ",
        ['\u20B9'] = "\\rupee ",
        ['\u00A3'] = "\\pounds ",
        ['\u00A5'] = "\\yen ",
        ['\u00A2'] = "\\cents ",
        ['\uFF0C'] = ",",
        ['\uFF08'] = "(",
        ['\uFF09'] = ")",
        ['\uFF0B'] = "+",
        ['\uFF0E'] = ".",
        ['\uFF1A'] = ":",
        ['\uFF1D'] = "=",
        ['\uFF05'] = "\\%",
        ['\uFF0F'] = "/",
        ['\u3002'] = ".",
        ['\u2227'] = "\\land ",
        ['\u2228'] = "\\lor ",
        ['\u03B1'] = "\\alpha ",
        ['\u03B2'] = "\\beta ",
        ['\u03B3'] = "\\gamma ",
        ['\u03B4'] = "\\delta ",
        ['\u03B5'] = "\\epsilon ",
        ['\u03B8'] = "\\theta ",
        ['\u03BB'] = "\\lambda ",
        ['\u03BC'] = "\\mu ",
        ['\u03C1'] = "\\rho ",
        ['\u03C3'] = "\\sigma ",
        ['\u03C4'] = "\\tau ",
        ['\u03C6'] = "\\phi ",
        ['\u03C9'] = "\\omega ",
        ['\u0394'] = "\\Delta ",
        ['\u03A9'] = "\\Omega ",
    }.ToFrozenDictionary();

    /// <summary>The text in ASCII and LaTeX.</summary>
    internal static string ToLatex(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text;
        var latex = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (Superscripts.Contains(text[i], StringComparison.Ordinal))
            {
                _ = latex.Append("^{");
                for (; i < text.Length && Superscripts.IndexOf(text[i], StringComparison.Ordinal) is var at and >= 0; i++)
                    _ = latex.Append(SuperscriptValues[at]);
                _ = latex.Append('}');
                i--;
            }
            else if (Subscripts.IndexOf(text[i], StringComparison.Ordinal) is var low and >= 0)
            {
                _ = latex.Append('_').Append((char)('0' + low));
            }
            else if (IsGreek(text[i]) && GreekWord(text, i) is var word and > 2)
            {
                _ = latex.Append(text, i, word);
                i += word - 1;
            }
            else if (text[i] == '\u221A' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
            {
                var end = i + 1;
                while (end < text.Length && char.IsAsciiDigit(text[end]))
                    end++;
                _ = latex.Append("\\sqrt{").Append(text, i + 1, end - i - 1).Append('}');
                i = end - 1;
            }
            else
            {
                Append(latex, text[i]);
            }
        }

        return latex.ToString();
    }

    // Three Greek letters in a row are a word, and no product.
    private static int GreekWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsGreek(text[end]))
            end++;
        return end - start;
    }

    private static bool IsGreek(char c) => c is >= '\u0370' and <= '\u03FF' or >= '\u1F00' and <= '\u1FFF';

    private static void Append(StringBuilder latex, char c)
    {
        if (s_names.TryGetValue(c, out var name))
            _ = latex.Append(name);
        else if (c is >= '\uFF10' and <= '\uFF19')
            _ = latex.Append((char)('0' + (c - '\uFF10'))); // as East Asian keyboards type them
        else if (c is >= '\uFF21' and <= '\uFF3A')
            _ = latex.Append((char)('A' + (c - '\uFF21')));
        else
            _ = latex.Append(c);
    }
}
