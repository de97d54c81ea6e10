using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary><c>llama_token_data</c>: 12 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaTokenData
{
    internal int Id;
    internal float Logit;
    internal float Probability;
}
