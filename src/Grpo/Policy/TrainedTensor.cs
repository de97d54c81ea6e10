namespace Rlar.Grpo.Policy;

/// <summary>A tensor that training changes.</summary>
/// <param name="Name">GGUF's name, such as blk.0.attn_q.weight; an adapter's matrices have .lora_a and .lora_b behind it.</param>
/// <param name="Shape">Rows first: a GGUF tensor of ne = [in, out] is [out, in].</param>
public sealed record TrainedTensor(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>Numbers in it.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, size) => product * size);
}
