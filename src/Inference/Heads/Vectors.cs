namespace Rlar.Inference.Heads;

/// <summary>Arithmetic of embeddings.</summary>
public static class Vectors
{
    /// <summary>The dot product of two vectors of length 1, which is their cosine: -1 to 1.</summary>
    /// <param name="one">A vector.</param>
    /// <param name="other">Another of the same model.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not of one width.</exception>
    public static double Cosine(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, one.Length);
        var sum = 0.0;
        for (var index = 0; index < one.Length; index++)
            sum += (double)one[index] * other[index];
        return Math.Clamp(sum, -1, 1);
    }

    /// <summary>The weighted mean of vectors, made 1 long.</summary>
    internal static float[] Mean(IReadOnlyList<(float[] Vector, double Weight)> vectors)
    {
        var sums = new double[vectors[0].Vector.Length];
        foreach (var (vector, weight) in vectors)
        {
            for (var index = 0; index < sums.Length; index++)
                sums[index] += vector[index] * weight;
        }

        return Unit(sums);
    }

    /// <summary>A vector made 1 long; one without a length stays 0.</summary>
    internal static float[] Unit(double[] vector)
    {
        var norm = Math.Max(Math.Sqrt(vector.Sum(value => value * value)), 1e-12);
        return Array.ConvertAll(vector, value => (float)(value / norm));
    }
}
