using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>What .NET has no call for: the environment that native code sees (.NET keeps a copy of its own), files in memory, and the allocator.</summary>
internal static partial class Libc
{
    /// <summary>0, or -1 where the name is not valid.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int setenv(string name, string value, int overwrite);

    /// <summary>The descriptor of a file that is in memory only, or -1.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int memfd_create(string name, uint flags);

    /// <summary>Gives freed memory back to the system; 1 where there was some.</summary>
    [LibraryImport("libc")]
    internal static partial int malloc_trim(nuint kept);
}
