using System.Collections.Frozen;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// The smallest pieces: a number, a letter, a word, a command, or anything in brackets.
internal sealed partial class MathReader
{
    private static readonly FrozenSet<string> s_endsTerm = new[]
    {
        "}", ")", "]", "rangle", "rbrack", "rgroup", "rfloor", "rceil", "rvert", "rVert", "lrcorner", "urcorner",
        "cup", "cap", "bigcup", "bigcap", "setminus", "backslash", "smallsetminus",
        "pm", "mp", "cdot", "times", "ast", "cdotp", "div", "mod", "bmod", "pmod", "choose", "over", "atop",
        "mid", "colon", "not", "land", "lor", "wedge", "vee", "\\", "degree", "circ", "prime", "top", "forall",
    }.ToFrozenSet();

    // Whether the current token can begin a factor that stands beside another.
    private bool StartsFactor() => Current.Kind switch
    {
        TokenKind.Number or TokenKind.Letter => true,
        TokenKind.Word => MathVocabulary.Functions.ContainsKey(Current.Text) || MathVocabulary.Greek.Contains(Current.Text)
            || Current.IsWord("pi") || Current.IsWord("infinity"),
        TokenKind.Command => !Current.IsCommand(DotsCommand) && !s_endsTerm.Contains(Current.Text) && !s_relators.ContainsKey(Current.Text)
            && !Current.Text.StartsWith("end:", StringComparison.Ordinal) && (_bars == 0 || !IsBar(Current)),
        TokenKind.Sign => Current.Is('(') || Current.Is('[') || Current.Is('{') || (Current.Is('|') && _bars == 0),
        _ => false,
    };

    private MathNode? Atom() => Nested(static r => r.Current.Kind switch
    {
        TokenKind.Number => r.Number(),
        TokenKind.Letter => r.Letter(),
        TokenKind.Word => r.Word(),
        TokenKind.Command => r.Command(),
        TokenKind.Sign => r.Current.Is('_') || r.Current.Is('^') ? r.Prescript() : r.Opened(),
        _ => null,
    });

    // What a LaTeX command takes: a group, or the next digit, letter or command.
    private MathNode? Argument(bool wholeNumber)
    {
        if (Current.Kind == TokenKind.Number && !wholeNumber && Current.Text.Length > 1 && char.IsAsciiDigit(Current.Text[0]))
        {
            // cut in two, and not shortened: who backtracks must read the same again
            _tokens.Insert(_at + 1, Current with { Text = Current.Text[1..], IsSpaced = false });
            _tokens[_at] = Current with { Text = Current.Text[..1] };
        }

        if (Current.Kind == TokenKind.Number)
        {
            var number = NumberOf(Current.Text);
            _at++;
            return number;
        }

        if (Current.Kind == TokenKind.Letter)
        {
            var letter = Current.Text;
            _at++;
            return Variable(letter);
        }

        return Atom();
    }
}
