using System.Runtime.InteropServices;

namespace Rlar.Grpo.Optimizer;

/// <summary>A piece of a tensor.</summary>
/// <param name="Index">Its place among all pieces.</param>
/// <param name="Tensor">The tensor.</param>
/// <param name="Start">Its first number.</param>
/// <param name="Length">Its numbers.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TensorChunk(int Index, int Tensor, int Start, int Length);
