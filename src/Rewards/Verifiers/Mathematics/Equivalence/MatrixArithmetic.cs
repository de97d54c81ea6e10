using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Rules;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Sums, products and multiples of matrices, entry by entry as trees; determinants of small ones.</summary>
internal static class MatrixArithmetic
{
    private const int LargestDeterminant = 5;

    private const int MostEntries = 400;

    /// <summary>The one matrix that an expression of matrices is; null where it has none or does not fit.</summary>
    internal static Matrix? Of(MathNode node, Fuel fuel) => !fuel.Spend(4) ? null : node switch
    {
        Matrix matrix => matrix.Rows.Count * matrix.Columns <= MostEntries ? matrix : null,
        Sum sum => sum.Terms.Select(t => Of(t, fuel)).Aggregate(Added),
        Product product => Multiplied(product.Factors, fuel),
        Quotient quotient => Of(quotient.Numerator, fuel) is { } matrix
            ? Scaled(new Quotient(Number.Of(1), quotient.Denominator), matrix)
            : null,
        Function { Name: "transpose", Arguments: [var inner] } => Of(inner, fuel) is { } matrix ? Transposed(matrix) : null,
        _ => null,
    };

    /// <summary>The determinant as a sum of products; null for other than square matrices up to 5 by 5.</summary>
    internal static MathNode? Determinant(Matrix matrix, Fuel fuel)
    {
        var n = matrix.Rows.Count;
        if (n != matrix.Columns || n > LargestDeterminant || !fuel.Spend(200 * n))
            return null;
        if (n == 1)
            return matrix.Rows[0][0];
        var terms = new List<MathNode>();
        for (var column = 0; column < n; column++)
        {
            var minor = new Matrix([.. matrix.Rows.Skip(1).Select(r => (IReadOnlyList<MathNode>)[.. r.Where((_, j) => j != column)])]);
            var term = new Product([matrix.Rows[0][column], Determinant(minor, fuel) ?? Number.Of(0)]);
            terms.Add(column % 2 == 0 ? term : Negative(term));
        }

        return new Sum(terms);
    }

    private static Matrix? Added(Matrix? left, Matrix? right)
    {
        if (left is null || right is null || left.Rows.Count != right.Rows.Count || left.Columns != right.Columns)
            return null;
        return new Matrix([.. left.Rows.Zip(right.Rows, (a, b) => (IReadOnlyList<MathNode>)[.. a.Zip(b, (x, y) => new Sum([x, y]))])]);
    }

    private static Matrix? Multiplied(IReadOnlyList<MathNode> factors, Fuel fuel)
    {
        Matrix? product = null;
        var scalars = new List<MathNode>();
        foreach (var factor in factors)
        {
            if (Of(factor, fuel) is not { } matrix)
                scalars.Add(factor);
            else if (product is null)
                product = matrix;
            else if (product.Columns != matrix.Rows.Count || !fuel.Spend(product.Rows.Count * matrix.Columns * product.Columns))
                return null;
            else
                product = Folded(Multiplied(product, matrix), fuel);
        }

        return product is null || scalars.Count == 0 ? product : Scaled(new Product(scalars), product);
    }

    // Entries that are numbers become them; a product of others grows with each factor, and its fuel with it.
    private static Matrix? Folded(Matrix matrix, Fuel fuel)
    {
        var rows = new List<IReadOnlyList<MathNode>>();
        foreach (var row in matrix.Rows)
        {
            var folded = new List<MathNode>();
            foreach (var entry in row)
            {
                var value = new ExactEvaluation(fuel).Of(entry);
                if (value is null && (entry.IsDeeperThan(12) || !fuel.Spend(500)))
                    return null;
                folded.Add(value is { } number ? new Number(number) : entry);
            }

            rows.Add(folded);
        }

        return new Matrix(rows);
    }

    private static Matrix Multiplied(Matrix left, Matrix right) => new([.. left.Rows.Select(row =>
        (IReadOnlyList<MathNode>)[.. Enumerable.Range(0, right.Columns).Select(column => Entry(row, right, column))])]);

    private static Sum Entry(IReadOnlyList<MathNode> row, Matrix right, int column) =>
        new([.. row.Select((x, k) => new Product([x, right.Rows[k][column]]))]);

    private static Matrix Scaled(MathNode factor, Matrix matrix) =>
        new([.. matrix.Rows.Select(row => (IReadOnlyList<MathNode>)[.. row.Select(x => new Product([factor, x]))])]);

    private static Matrix Transposed(Matrix matrix) =>
        new([.. Enumerable.Range(0, matrix.Columns).Select(j => (IReadOnlyList<MathNode>)[.. matrix.Rows.Select(r => r[j])])]);
}
