using System.Numerics.Tensors;
using Rlar.Inference.Gguf;

namespace Rlar.Grpo.Export;

/// <summary>An adapter's two matrices on one weight: W + alpha / rank * B A.</summary>
/// <param name="Weight">The weight's name.</param>
/// <param name="A">[rank, in].</param>
/// <param name="B">[out, rank].</param>
internal sealed record LowRankPair(string Weight, ExportTensor A, ExportTensor B)
{
    private const string First = ".lora_a";
    private const string Second = ".lora_b";

    /// <summary>The pair's rank.</summary>
    internal int Rank => A.Shape[0];

    /// <summary>The pairs among tensors, by the order of their first matrices.</summary>
    /// <exception cref="TrainingException">A matrix has no partner, or the two do not fit.</exception>
    internal static List<LowRankPair> Of(IReadOnlyList<ExportTensor> tensors)
    {
        var byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var pairs = new List<LowRankPair>();
        foreach (var tensor in tensors)
        {
            if (tensor.Name.EndsWith(Second, StringComparison.Ordinal) && !byName.ContainsKey(tensor.Name[..^Second.Length] + First))
                throw new TrainingException($"The adapter's '{tensor.Name}' is without its '{First}': the checkpoint is not whole.");
            if (!tensor.Name.EndsWith(First, StringComparison.Ordinal))
                continue;
            var weight = tensor.Name[..^First.Length];
            if (!byName.TryGetValue(weight + Second, out var second))
                throw new TrainingException($"The adapter's '{tensor.Name}' is without its '{Second}': the checkpoint is not whole.");
            if (tensor.Shape.Count != 2 || second.Shape.Count != 2 || tensor.Shape[0] != second.Shape[1])
                throw new TrainingException(
                    $"The adapter's matrices of '{weight}' are [{string.Join(", ", tensor.Shape)}] and [{string.Join(", ", second.Shape)}]; "
                    + "[rank, in] and [out, rank] fit.");
            pairs.Add(new LowRankPair(weight, tensor, second));
        }

        return pairs;
    }

    /// <summary>The weight with the pair in it.</summary>
    /// <param name="weight">The weight without it, rows first.</param>
    /// <param name="scale">alpha / rank.</param>
    internal GgufValues Merged(GgufValues weight, double scale)
    {
        var (a, b, width) = (A.All(), B.All(), A.Shape[1]);
        return (start, values) =>
        {
            weight(start, values);
            var sum = new float[width];
            while (values.Length > 0)
            {
                var (row, column) = Math.DivRem(start, width);
                var piece = values[..(int)Math.Min(values.Length, width - column)];
                var update = sum.AsSpan(0, piece.Length);
                update.Clear();
                for (var r = 0; r < Rank; r++)
                    TensorPrimitives.MultiplyAdd(a.AsSpan((r * width) + (int)column, piece.Length), b[(row * Rank) + r], update, update);
                TensorPrimitives.MultiplyAdd(update, (float)scale, piece, piece);
                start += piece.Length;
                values = values[piece.Length..];
            }
        };
    }
}
