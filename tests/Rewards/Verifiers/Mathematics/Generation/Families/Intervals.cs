namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Intervals, their unions, and the inequalities they solve.</summary>
internal static class Intervals
{
    /// <summary>An interval; an end without a value is infinite and open.</summary>
    private sealed record Piece(Rational? Low, bool HasLow, Rational? High, bool HasHigh)
    {
        public string LowText => Low is { } low ? Tex.Of(low) : @"-\infty";

        public string HighText => High is { } high ? Tex.Of(high) : @"\infty";

        public string Text => Print(", ");

        public string Print(string comma, string left = "", string right = "") =>
            left + (HasLow ? "[" : "(") + LowText + comma + HighText + right + (HasHigh ? "]" : ")");

        /// <summary>As an inequality of X.</summary>
        public string Solved(string x, string less = "<", string most = @"\le", string more = ">", string least = @"\ge") =>
            (Low, High) switch
            {
                (null, not null) => $"{x} {(HasHigh ? most : less)} {HighText}",
                (not null, null) => $"{x} {(HasLow ? least : more)} {LowText}",
                _ => $"{LowText} {(HasLow ? most : less)} {x} {(HasHigh ? most : less)} {HighText}",
            };

        /// <summary>As an inequality of X, written from right to left.</summary>
        public string Turned(string x) => (Low, High) switch
        {
            (null, not null) => $@"{HighText} {(HasHigh ? @"\ge" : ">")} {x}",
            (not null, null) => $@"{LowText} {(HasLow ? @"\le" : "<")} {x}",
            _ => $@"{HighText} {(HasHigh ? @"\geq" : ">")} {x} {(HasLow ? @"\geq" : ">")} {LowText}",
        };
    }

    public static Problem Interval(Draw draw)
    {
        var piece = Any(draw);
        var x = draw.Letter();
        var problem = new Problem("interval", draw.Chance(80) ? piece.Text : piece.Print(","));
        RightIntervals(problem, piece);
        RightInequalities(problem, piece, x);
        _ = problem.Right("x_in", $@"{x} \in {piece.Text}");
        Wrongs(problem, piece, x, one => one.Text);
        return problem;
    }

    public static Problem Inequality(Draw draw)
    {
        var piece = Any(draw);
        var x = draw.Letter();
        var gold = draw.Chance(80) ? piece.Solved(x) : piece.Solved(x, "<", @"\leq", ">", @"\geq");
        var problem = new Problem("inequality", gold);
        RightIntervals(problem, piece);
        RightInequalities(problem, piece, x);
        _ = problem.Right("x_in", $@"{x} \in {piece.Text}");
        Wrongs(problem, piece, x, one => one.Solved(x));
        Wrongs(problem, piece, x, one => one.Text);
        return problem;
    }

    public static Problem Union(Draw draw)
    {
        var first = draw.Int(-12, 8);
        int[] ends = [first, first + draw.Int(1, 5), 0, 0];
        ends[2] = ends[1] + draw.Int(1, 5);
        ends[3] = ends[2] + draw.Int(1, 7);
        bool Closed() => draw.Chance(45);
        var left = draw.Chance(40) ? new Piece(null, false, ends[1], Closed()) : new Piece(ends[0], Closed(), ends[1], Closed());
        var right = draw.Chance(40) ? new Piece(ends[2], Closed(), null, false) : new Piece(ends[2], Closed(), ends[3], Closed());
        if (draw.Chance(25))
            (left, right) = (left with { HasHigh = false }, right with { Low = ends[1], HasLow = false });
        var x = draw.Letter();
        string Join(string cup, Piece one, Piece two) => one.Text + cup + two.Text;
        var gold = Join(@" \cup ", left, right);
        var leftEnd = (Rational)(left.High! - new Rational(1, 2));
        var split = left with { Low = leftEnd, HasLow = draw.Chance(50) };
        var problem = new Problem("union", gold)
            .Right("same", gold)
            .Right("no_space", gold.Replace(", ", ",", StringComparison.Ordinal).Replace(" ", "",
                StringComparison.Ordinal).Replace(@"\cup", @"\cup ", StringComparison.Ordinal))
            .Right("reordered", Join(@" \cup ", right, left))
            .Right("left_right", left.Print(", ", @"\left", @"\right") + @" \cup " + right.Print(", ", @"\left", @"\right"))
            .Right("unicode", Join("∪", left, right).Replace(@"\infty", "∞", StringComparison.Ordinal))
            .Right("plain_unicode", Join(" ∪ ", left, right).Replace(@"\infty", "∞", StringComparison.Ordinal), Shape.Plain)
            .Right("x_in", $@"{x} \in {gold}")
            .Right("bigcup", Join(@" \bigcup ", left, right))
            .Right("inequalities", $@"{left.Solved(x)} \text{{ or }} {right.Solved(x)}")
            .Right("inequalities_turned", $@"{right.Turned(x)} \text{{ or }} {left.Turned(x)}")
            .Right("overlap", Join(@" \cup ", left, right) + @" \cup " + split.Text)
            .Wrong("intersection", Join(@" \cap ", left, right))
            .Wrong("missing_piece", left.Text)
            .Wrong("other_piece_missing", right.Text)
            .Wrong("piece_missing_solved", left.Solved(x))
            .Wrong("and_for_or", $@"{left.Solved(x)} \text{{ and }} {right.Solved(x)}")
            .Wrong("everything", @"(-\infty, \infty)")
            .Wrong("gap_filled", new Piece(left.Low, left.HasLow, right.High, right.HasHigh).Text);
        if (right.High is not null)
            _ = problem.Wrong("superset", Join(@" \cup ", left, right) + @" \cup [200, 201]");
        if (left.Low is not null)
            _ = problem.Wrong("superset_below", "[-201, -200] \\cup " + gold);
        foreach (var changed in Changes(left))
            _ = problem.Wrong(changed.Name, Join(@" \cup ", changed.Piece, right));
        foreach (var changed in Changes(right))
            _ = problem.Wrong(changed.Name, Join(@" \cup ", left, changed.Piece))
                .Wrong(changed.Name + "_solved", $@"{left.Solved(x)} \text{{ or }} {changed.Piece.Solved(x)}");
        if (left.High == right.Low)
        {
            _ = problem.Wrong("gap_closed", Join(@" \cup ", left with { HasHigh = true }, right));
            if (left.Low is null && right.High is null)
            {
                _ = problem.Right("not_equal", $@"{x} \neq {left.HighText}")
                    .Right("without_point", $@"\mathbb{{R}} \setminus \{{{left.HighText}\}}")
                    .Wrong("equal", $"{x} = {left.HighText}").Wrong("all_reals", @"\mathbb{R}")
                    .Wrong("other_point", $@"{x} \ne {Tex.Of((Rational)left.High! + 1)}");
            }
        }

        return problem;
    }

    private static Piece Any(Draw draw)
    {
        Rational End() => draw.Chance(25) ? Fractions.Draw(draw, 9) : draw.Int(-12, 12);
        var (low, high) = (End(), End());
        if (low.Value >= high.Value)
            high = low + draw.Int(1, 12);
        return draw.Int(1, 5) switch
        {
            1 => new Piece(null, false, high, draw.Chance(50)),
            2 => new Piece(low, draw.Chance(50), null, false),
            _ => new Piece(low, draw.Chance(50), high, draw.Chance(50)),
        };
    }

    private static void RightIntervals(Problem problem, Piece piece) => _ = problem
        .Right("interval", piece.Text)
        .Right("no_space", piece.Print(","))
        .Right("left_right", piece.Print(", ", @"\left", @"\right"))
        .Right("backslash_space", piece.Print(@",\ "))
        .Right("thin_space", piece.Print(@",\,"))
        .Right("dfrac", piece.Text.Replace(@"\frac", @"\dfrac", StringComparison.Ordinal))
        .Right("unicode", piece.Text.Replace(@"\infty", "∞", StringComparison.Ordinal))
        .Right("plus_infinity", piece.Text.Replace(@" \infty", @" +\infty", StringComparison.Ordinal))
        .Right("big", piece.Print(", ", @"\big", @"\big"));

    private static void RightInequalities(Problem problem, Piece piece, string x)
    {
        _ = problem.Right("inequality", piece.Solved(x))
            .Right("leq", piece.Solved(x, "<", @"\leq", ">", @"\geq"))
            .Right("leqslant", piece.Solved(x, "<", @"\leqslant", ">", @"\geqslant"))
            .Right("flipped", piece.Turned(x))
            .Right("lt_commands", piece.Solved(x, @"\lt", @"\le", @"\gt", @"\ge"))
            .Right("unicode_inequality", piece.Solved(x, "<", "≤", ">", "≥"))
            .Right("set_builder", $@"\{{{x} : {piece.Solved(x)}\}}")
            .Right("set_builder_mid", $@"\{{{x} \mid {piece.Solved(x)}\}}");
        if (!piece.Solved(x).Contains("frac", StringComparison.Ordinal))
            _ = problem.Right("plain_inequality", piece.Solved(x, "<", "<=", ">", ">="), Shape.Plain);
        if (piece.Low is { } low && piece.High is { } high)
        {
            var (below, above) = (new Piece(null, false, high, piece.HasHigh), new Piece(low, piece.HasLow, null, false));
            _ = problem.Right("split", $@"{above.Solved(x)} \text{{ and }} {below.Solved(x)}")
                .Right("intersection", $@"{below.Text} \cap {above.Text}")
                .Wrong("or_for_and", $@"{above.Solved(x)} \text{{ or }} {below.Solved(x)}");
            if (((low.Value + high.Value) / 2) is var middle && middle == Math.Floor(middle))
            {
                _ = problem.Right("two_halves", (piece with { High = (long)middle, HasHigh = true }).Text + @" \cup "
                    + (piece with { Low = (long)middle, HasLow = false }).Text)
                    .Wrong("hole", (piece with { High = (long)middle, HasHigh = false }).Text + @" \cup "
                        + (piece with { Low = (long)middle, HasLow = false }).Text);
            }

            if (low.Terminates && high.Terminates && (low.Bottom > 1 || high.Bottom > 1))
                _ = problem.Right("decimal", (piece.HasLow ? "[" : "(") + $"{Tex.Decimal(low.Decimal)}, {Tex.Decimal(high.Decimal)}"
                    + (piece.HasHigh ? "]" : ")"));
        }
    }

    private static void Wrongs(Problem problem, Piece piece, string x, Func<Piece, string> print)
    {
        foreach (var (name, changed) in Changes(piece))
            _ = problem.Wrong(name, print(changed));
        _ = problem.Wrong("everything", @"(-\infty, \infty)").Wrong("one_end", piece.Low is null ? piece.HighText : piece.LowText)
            .Wrong("equation", $"{x} = {(piece.Low is null ? piece.HighText : piece.LowText)}")
            .Wrong("two_pieces", piece.Text + @" \cup " + (piece.High is null ? "(-200, -100)" : "(100, 200)"));
        if (piece is { Low: { } low, High: { } high })
        {
            _ = problem.Wrong("set_of_ends", $@"\{{{Tex.Of(low)}, {Tex.Of(high)}\}}")
                .Wrong("ends_swapped", (piece.HasLow ? "[" : "(") + $"{Tex.Of(high)}, {Tex.Of(low)}" + (piece.HasHigh ? "]" : ")"))
                .Wrong("outside", new Piece(null, false, low, !piece.HasLow).Text + @" \cup "
                    + new Piece(high, !piece.HasHigh, null, false).Text);
        }
    }

    // Every way to make another interval of it.
    private static IEnumerable<(string Name, Piece Piece)> Changes(Piece piece)
    {
        if (piece.Low is { } low)
        {
            yield return ("left_end_type", piece with { HasLow = !piece.HasLow });
            yield return ("left_end_off", piece with { Low = low - 1 });
            yield return ("left_end_dropped", piece with { Low = null, HasLow = false, High = piece.High ?? low + 40 });
            if (piece.High is null)
                yield return ("other_side", new Piece(null, false, low, piece.HasLow));
        }

        if (piece.High is { } high)
        {
            yield return ("right_end_type", piece with { HasHigh = !piece.HasHigh });
            yield return ("right_end_off", piece with { High = high + 1 });
            yield return ("half_line", piece with { High = null, HasHigh = false, Low = piece.Low ?? high - 40 });
            if (piece.Low is null)
                yield return ("direction", new Piece(high, piece.HasHigh, null, false));
        }

        if (piece is { Low: { } from, High: { } to })
        {
            yield return ("both_end_types", piece with { HasLow = !piece.HasLow, HasHigh = !piece.HasHigh });
            if (piece.HasLow != piece.HasHigh)
                yield return ("end_types_swapped", piece with { HasLow = piece.HasHigh, HasHigh = piece.HasLow });
            if (from != -to)
                yield return ("signs_flipped", new Piece(-to, piece.HasHigh, -from, piece.HasLow));
        }
    }
}
