namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

/// <summary>The value of an expression where its two unknowns have these values; a constant takes no notice of them.</summary>
internal delegate double Probe(double x, double y);

/// <summary>Whether two expressions have the same values.</summary>
internal static class Probes
{
    private static readonly (double X, double Y)[] Points = [(0.73, 1.91), (2.31, 0.43), (3.17, 2.71), (-1.37, 5.23), (6.61, -3.59),
        (1.13, 1.57)];

    public static bool Same(Probe a, Probe b) => Finite(a, b).All(pair => Math.Abs(pair.A - pair.B) <= 1e-8 * (1e-3 + Scale(pair)));

    public static bool Differ(Probe a, Probe b) => Finite(a, b).Any(pair => Math.Abs(pair.A - pair.B) > 1e-5 * Scale(pair));

    /// <summary>Whether an expression has a value of a moderate size at most points.</summary>
    public static bool IsTame(Probe probe) => Points.Count(point => Math.Abs(probe(point.X, point.Y)) is > 1e-4 and < 1e6) >= 4;

    private static IEnumerable<(double A, double B)> Finite(Probe a, Probe b) =>
        Points.Select(point => (A: a(point.X, point.Y), B: b(point.X, point.Y)))
            .Where(pair => double.IsFinite(pair.A) && double.IsFinite(pair.B));

    private static double Scale((double A, double B) pair) => Math.Max(Math.Abs(pair.A), Math.Abs(pair.B));
}
