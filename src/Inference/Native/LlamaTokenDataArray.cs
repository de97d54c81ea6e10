using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary><c>llama_token_data_array</c>: 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaTokenDataArray
{
    internal LlamaTokenData* Data;
    internal nuint Size;
    internal long Selected;
    internal byte Sorted;
}
