using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary><c>llama_chat_message</c>: two texts that end in 0.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaChatMessage
{
    internal byte* Role;
    internal byte* Content;
}
