namespace Rlar.Inference.Gguf;

/// <summary>One tensor that a GGUF file holds.</summary>
/// <param name="Name">Its name, such as <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Type">The name of its element type as ggml writes it: F32, F16, Q8_0, ...</param>
/// <param name="Dimensions">One to four dimensions, the fastest first: [ne0, ne1, ...].</param>
/// <param name="Elements">The product of the dimensions.</param>
/// <param name="Bytes">How many bytes it takes in the file.</param>
/// <param name="Offset">Where it starts in the file, in bytes from the file's start.</param>
public sealed record GgufTensor(string Name, string Type, IReadOnlyList<long> Dimensions, long Elements, long Bytes, long Offset);
