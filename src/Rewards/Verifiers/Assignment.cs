namespace Rlar.Rewards.Verifiers;

/// <summary>The assignment problem, by shortest augmenting paths (Jonker and Volgenant): time n squared m for n rows and m columns, n at most m.</summary>
internal static class Assignment
{
    /// <summary>Pairs rows with columns so that the sum of the gains is greatest; every row of the shorter side has a partner.</summary>
    /// <param name="gain">[rows, columns] what each pair is worth; finite.</param>
    /// <returns>[rows] the column of each row, or -1.</returns>
    public static int[] Best(double[,] gain)
    {
        var (rows, columns) = (gain.GetLength(0), gain.GetLength(1));
        var pairs = new int[rows];
        Array.Fill(pairs, -1);
        if (rows <= columns)
            return Solve(rows, columns, (i, j) => -gain[i, j]);
        var transposed = Solve(columns, rows, (i, j) => -gain[j, i]);
        for (var column = 0; column < columns; column++)
            pairs[transposed[column]] = column;
        return pairs;
    }

    private static int[] Solve(int rows, int columns, Func<int, int, double> cost)
    {
        // One-based with a column 0 that stands for "none yet"; u and v are the dual prices.
        var (u, v) = (new double[rows + 1], new double[columns + 1]);
        var (rowOf, previous) = (new int[columns + 1], new int[columns + 1]);
        for (var row = 1; row <= rows; row++)
        {
            rowOf[0] = row;
            var slack = new double[columns + 1];
            Array.Fill(slack, double.PositiveInfinity);
            var isUsed = new bool[columns + 1];
            var column = 0;
            do
            {
                isUsed[column] = true;
                var (delta, next) = (double.PositiveInfinity, 0);
                for (var j = 1; j <= columns; j++)
                {
                    if (isUsed[j])
                        continue;
                    var reduced = cost(rowOf[column] - 1, j - 1) - u[rowOf[column]] - v[j];
                    if (reduced < slack[j])
                        (slack[j], previous[j]) = (reduced, column);
                    if (slack[j] < delta)
                        (delta, next) = (slack[j], j);
                }

                for (var j = 0; j <= columns; j++)
                {
                    if (isUsed[j])
                        (u[rowOf[j]], v[j]) = (u[rowOf[j]] + delta, v[j] - delta);
                    else
                        slack[j] -= delta;
                }

                column = next;
            }
            while (rowOf[column] != 0);

            for (; column != 0; column = previous[column])
                rowOf[column] = rowOf[previous[column]];
        }

        var pairs = new int[rows];
        for (var j = 1; j <= columns; j++)
        {
            if (rowOf[j] > 0)
                pairs[rowOf[j] - 1] = j - 1;
        }

        return pairs;
    }
}
