using System.Reflection;
using System.Runtime.Loader;

namespace Rlar.Host.OwnTools;

/// <summary>
/// Where a user's assembly is loaded with what lies beside it: versions of libraries other than the program's own do no harm. The contract is the program's,
/// or a tool of the one would not be a tool to the other.
/// </summary>
/// <param name="path">The assembly.</param>
internal sealed class OwnAssemblyContext(string path) : AssemblyLoadContext(Path.GetFileName(path))
{
    private readonly AssemblyDependencyResolver _beside = new(path);

    /// <summary>The file beside the assembly that a name stands for; null where the program or the runtime has it.</summary>
    internal string? PathOf(AssemblyName name) => IsShared(name.Name!) ? null : _beside.ResolveAssemblyToPath(name);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) => PathOf(assemblyName) is { } beside ? LoadFromAssemblyPath(beside) : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _beside.ResolveUnmanagedDllToPath(unmanagedDllName) is { } beside ? LoadUnmanagedDllFromPath(beside) : 0;

    // What the libraries' own signatures are made of.
    private static bool IsShared(string name) => name.StartsWith("Rlar.", StringComparison.Ordinal) || name == "Microsoft.Extensions.AI.Abstractions";
}
