using Rlar.Grpo.Policy;
using Rlar.Inference.Gguf;

namespace Rlar.Grpo.Export;

/// <summary>
/// A trained tensor as something that can be written: no engine's tensor, so that a policy in memory and a checkpoint on disk are exported alike.
/// </summary>
/// <param name="Name">GGUF's name, such as blk.0.attn_q.weight; an adapter's matrices have .lora_a and .lora_b behind it.</param>
/// <param name="Shape">Rows first: a weight is [out, in], A is [rank, in], B is [out, rank].</param>
/// <param name="Values">Gives the numbers, rows first, piece by piece, from any start.</param>
public sealed record ExportTensor(string Name, IReadOnlyList<int> Shape, GgufValues Values)
{
    /// <summary>Numbers in it.</summary>
    internal int Length { get; } = Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>The trained tensors of a policy; it must live and not be trained on while they are written.</summary>
    /// <param name="policy">The policy.</param>
    public static IReadOnlyList<ExportTensor> Of(ITrainablePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. policy.Tensors.Select((tensor, index) => new ExportTensor(
            tensor.Name, tensor.Shape, (start, values) => policy.Weights(index).Slice((int)start, values.Length).CopyTo(values)))];
    }

    /// <summary>All numbers.</summary>
    internal float[] All()
    {
        var values = new float[Length];
        Values(0, values);
        return values;
    }
}
