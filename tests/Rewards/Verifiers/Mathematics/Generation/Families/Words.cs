namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Answers in words, and the letters of choices.</summary>
internal static class Words
{
    private static readonly (string Word, string Other)[] Pairs =
    [
        ("even", "odd"), ("east", "west"), ("north", "south"), ("Evelyn", "Carla"), ("Navin", "Angela"), ("parabola", "ellipse"),
        ("hyperbola", "circle"),
        ("Monday", "Tuesday"), ("Saturday", "Sunday"), ("red", "blue"), ("yes", "no"), ("true", "false"), ("increasing", "decreasing"),
        ("convex", "concave"),
        ("rational", "irrational"), ("January", "June"), ("isosceles", "scalene"), ("line", "plane"), ("rhombus", "kite"),
        ("clockwise", "counterclockwise"),
    ];

    public static Problem Text(Draw draw)
    {
        var (word, other) = draw.Pick(Pairs);
        if (draw.Chance(50))
            (word, other) = (other, word);
        var third = draw.Pick([.. Pairs.Where(pair => pair.Word != word && pair.Other != word)]).Word;
        return new Problem("text", draw.Chance(85) ? Tex.Text(word) : $@"\textbf{{{word}}}")
            .Right("text", Tex.Text(word))
            .Right("mathrm", $@"\mathrm{{{word}}}")
            .Right("textbf", $@"\textbf{{{word}}}")
            .Right("textit", $@"\textit{{{word}}}")
            .Right("bare_in_box", word)
            .Right("spaces", Tex.Text($" {word} "))
            .Right("trailing_stop", Tex.Text(word + "."))
            .Right("plain", word, Shape.Plain)
            .Right("mathbf", $@"\mathbf{{{word}}}")
            .Right("operatorname", $@"\operatorname{{{word}}}")
            .Wrong("other_word", Tex.Text(other))
            .Wrong("third_word", Tex.Text(third))
            .Wrong("other_bare", other)
            .Wrong("plain_other", other, Shape.Plain)
            .Wrong("plain_third", third, Shape.Plain)
            .Wrong("negated", Tex.Text("not " + word))
            .Wrong("plain_negated", $"not {word}", Shape.Plain)
            .Wrong("both_words", Tex.Text($"{word} or {other}"))
            .Wrong("both_and", Tex.Text($"{word} and {other}"))
            .Wrong("neither", Tex.Text($"neither {word} nor {other}"))
            .Wrong("prefix", Tex.Text(word[..^1]))
            .Wrong("suffix_cut", Tex.Text(word[1..]))
            .Wrong("longer", Tex.Text(word + "ly"))
            .Wrong("number", $"{draw.Int(1, 9)}")
            .Wrong("unknown", Tex.Text("unknown"));
    }

    public static Problem Choice(Draw draw)
    {
        var letter = draw.Pick("A", "B", "C", "D", "E");
        var other = draw.Pick([.. new[] { "A", "B", "C", "D", "E" }.Where(one => one != letter)]);
        var lower = letter.ToLowerInvariant();
        return new Problem("choice", draw.Pick($@"\textbf{{({letter})}}", $@"\text{{({letter})}}", letter, $@"\text{{{letter}}}",
            $"({letter})"))
            .Right("letter", letter)
            .Right("parens", $"({letter})")
            .Right("text_letter", Tex.Text(letter))
            .Right("text_parens", Tex.Text($"({letter})"))
            .Right("textbf_parens", $@"\textbf{{({letter})}}")
            .Right("textbf", $@"\textbf{{{letter}}}")
            .Right("mathrm", $@"\mathrm{{({letter})}}")
            .Right("mathbf", $@"\mathbf{{{letter}}}")
            .Right("plain", letter, Shape.Plain)
            .Right("plain_parens", $"({letter})", Shape.Plain)
            .Wrong("other_letter", other)
            .Wrong("other_textbf", $@"\textbf{{({other})}}")
            .Wrong("other_text", Tex.Text($"({other})"))
            .Wrong("plain_other", other, Shape.Plain)
            .Wrong("plain_other_parens", $"({other})", Shape.Plain)
            .Wrong("lower_case", lower)
            .Wrong("lower_text", Tex.Text($"({lower})"))
            .Wrong("none", Tex.Text("none of these"))
            .Wrong("two", $@"\text{{{letter} or {other}}}")
            .Wrong("two_listed", $"{letter}, {other}")
            .Wrong("both", $@"{letter} \text{{ and }} {other}")
            .Wrong("plain_two", $"{letter} or {other}", Shape.Plain)
            .Wrong("negated", Tex.Text($"not {letter}"))
            .Wrong("number", $"{draw.Int(1, 5)}")
            .Wrong("all", "A, B, C, D, E");
    }
}
