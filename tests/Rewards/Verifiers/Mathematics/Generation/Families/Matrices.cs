namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Families;

/// <summary>Matrices and column vectors.</summary>
internal static class Matrices
{
    public static Problem Any(Draw draw)
    {
        var (rows, columns) = draw.Pick((2, 2), (2, 2), (2, 3), (3, 3), (3, 1), (2, 1), (1, 3), (1, 2));
        var m = Enumerable.Range(0, rows)
            .Select(_ => Enumerable.Range(0, columns)
            .Select(_ => draw.Chance(15) ? Fractions.Draw(draw, 6) : new Rational(draw.Int(-15, 15))).ToArray()).ToArray();
        m[0][0] = m[0][0] == 0 ? 4 : m[0][0];
        var (r, c) = (draw.Int(0, rows - 1), draw.Int(0, columns - 1));
        Rational[][] Changed(Func<Rational, Rational> change) =>
            [.. m.Select((row, i) => row.Select((item, j) => i == r && j == c ? change(item) : item).ToArray())];
        Rational[][] All(Func<Rational, Rational> change) => [.. m.Select(row => row.Select(change).ToArray())];
        var k = draw.Int(2, 4);
        var problem = new Problem("matrix", Print(m, "pmatrix")) { IsSingle = true }
            .Right("same", Print(m, "pmatrix"))
            .Right("bmatrix", Print(m, "bmatrix"))
            .Right("left_right_array", @"\left(" + Print(m, "matrix") + @"\right)")
            .Right("left_right_brackets", @"\left[" + Print(m, "matrix") + @"\right]")
            .Right("array", @"\left(\begin{array}{" + new string('c', columns) + "}" + Body(m) + @"\end{array}\right)")
            .Right("named", @"\mathbf{M} = " + Print(m, "pmatrix"))
            .Right("named_plain", "A = " + Print(m, "bmatrix"))
            .Right("no_space", Print(m, "pmatrix").Replace(" & ", "&", StringComparison.Ordinal).Replace("} ", "}",
                StringComparison.Ordinal)
                .Replace(@" \end", @"\end", StringComparison.Ordinal))
            .Right("line_breaks", @"\begin{pmatrix}" + "\n" + string.Join(" \\\\\n", m.Select(Row)) + "\n" + @"\end{pmatrix}")
            .Right("last_row_ended", @"\begin{pmatrix} " + Body(m) + @" \\ \end{pmatrix}")
            .Right("dfrac", Print(m, "pmatrix").Replace(@"\frac", @"\dfrac", StringComparison.Ordinal))
            .Right("slashes", @"\begin{pmatrix} " + string.Join(@" \\ ", m.Select(row => string.Join(" & ", row.Select(Tex.Slash))))
                + @" \end{pmatrix}")
            .Right("factor_out", Tex.Frac(1, k) + Print(All(item => item * k), "pmatrix"))
            .Wrong("one_off", Print(Changed(item => item + 1), "pmatrix"))
            .Wrong("one_off_bmatrix", Print(Changed(item => item - 1), "bmatrix"))
            .Wrong("scaled", Print(All(item => item * 2), "pmatrix"))
            .Wrong("negated", Print(All(item => -item), "pmatrix"))
            .Wrong("factor_left", k + Print(m, "pmatrix"))
            .Wrong("row_added", Print([.. m, m[0]], "pmatrix"))
            .Wrong("one_entry", Tex.Of(m[0][0]))
            .Wrong("list", string.Join(", ", m.SelectMany(row => row).Select(item => Tex.Of(item))) + ", 0")
            .Wrong("identity_added", Print([.. m.Select((row, i) => row.Select((item, j) => i == j ? item + 1 : item).ToArray())],
                "pmatrix"));
        if (m[r][c] != 0)
            _ = problem.Wrong("one_sign", Print(Changed(item => -item), draw.Pick("pmatrix", "bmatrix")));
        if (rows > 1)
        {
            _ = problem.Wrong("missing_row", Print(m[..^1], "pmatrix"));
            if (!m[0].SequenceEqual(m[1]))
                _ = problem.Wrong("rows_swapped", Print([m[1], m[0], .. m[2..]], "pmatrix"));
        }

        if (columns > 1)
        {
            _ = problem.Wrong("missing_column", Print([.. m.Select(row => row[..^1])], "pmatrix"));
            if (m.Any(row => row[0] != row[1]))
                _ = problem.Wrong("columns_swapped",
                    Print([.. m.Select(row => new[] { row[1], row[0] }.Concat(row[2..]).ToArray())], "pmatrix"));
        }

        Rational[][] transposed = [.. Enumerable.Range(0, columns).Select(j => m.Select(row => row[j]).ToArray())];
        if (rows == columns && !Flat(transposed).SequenceEqual(Flat(m)))
            _ = problem.Wrong("transposed", Print(transposed, "pmatrix")).Wrong("transposed_mark", Print(m, "pmatrix") + "^T");
        if (rows == 2 && columns == 2)
        {
            _ = problem.Wrong("determinant", Tex.Of((m[0][0] * m[1][1]) - (m[0][1] * m[1][0])))
                .Wrong("flattened", @"\begin{pmatrix} " + string.Join(" & ", Flat(m).Select(item => Tex.Of(item))) + @" \end{pmatrix}");
        }

        return problem;
    }

    private static IEnumerable<Rational> Flat(Rational[][] m) => m.SelectMany(row => row);

    private static string Row(Rational[] row) => string.Join(" & ", row.Select(item => Tex.Of(item)));

    private static string Body(Rational[][] m) => string.Join(@" \\ ", m.Select(Row));

    private static string Print(Rational[][] m, string name) => $@"\begin{{{name}}} {Body(m)} \end{{{name}}}";
}
