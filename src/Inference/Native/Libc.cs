using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>The C library: .NET keeps a copy of the environment of its own, which native code does not see.</summary>
internal static partial class Libc
{
    /// <summary>0, or -1 where the name is not valid.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int setenv(string name, string value, int overwrite);
}
