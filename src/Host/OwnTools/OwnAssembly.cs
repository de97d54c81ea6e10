using System.Reflection;
using System.Runtime.Loader;

namespace Rlar.Host.OwnTools;

/// <summary>The tools of an assembly: what the public static properties and fields of its public types hold.</summary>
internal static class OwnAssembly
{
    /// <summary>Loads an assembly and what it references.</summary>
    /// <param name="shown">The path as the user gave it.</param>
    /// <param name="path">The whole path.</param>
    /// <returns>Its definitions, and the bytes of it and of the assemblies beside it that it uses.</returns>
    /// <exception cref="HostException">It cannot be used.</exception>
    internal static (IReadOnlyList<ToolDefinition> Definitions, byte[] Content) Load(string shown, string path)
    {
        var context = new OwnAssemblyContext(path);
        try
        {
            var assembly = context.LoadFromAssemblyPath(path);
            CheckContract(assembly, shown);
            var content = Content(assembly, context, shown);
            var definitions = StaticDefinitions.Of(assembly.GetExportedTypes(), shown);
            return definitions.Count > 0
                ? (definitions, content)
                : throw new HostException(
                    $"{shown}: has no tools. What is looked for is 'public static ToolDefinition Definition {{ get; }} = new(…)' in a public class "
                        + "(docs/library.md).");
        }
        catch (BadImageFormatException error)
        {
            throw new HostException($"{shown}: is no .NET assembly: {error.Message}", error);
        }
        catch (FileNotFoundException error) when (error.FileName is { } missing)
        {
            throw Missing(shown, missing, error);
        }
        catch (Exception error) when (error is FileLoadException or TypeLoadException or MissingMemberException)
        {
            throw new HostException($"{shown}: cannot be loaded: {error.Message}", error);
        }
    }

    // Before 1.0 a minor version may change the contract as a major one does.
    private static void CheckContract(Assembly assembly, string shown)
    {
        var have = typeof(ToolDefinition).Assembly.GetName();
        if (Array.Find(assembly.GetReferencedAssemblies(), reference => reference.Name == have.Name)?.Version is not { } built)
            return;
        var ours = have.Version!;
        if (built.Major != ours.Major || (ours.Major == 0 && built.Minor != ours.Minor) || built > ours)
        {
            throw new HostException(
                $"{shown}: was built against {have.Name} {built.ToString(3)}, and this program has {ours.ToString(3)}: build it against that version.");
        }
    }

    /// <summary>The bytes of an assembly and of all beside it that it references, so that no change of either goes unseen.</summary>
    private static byte[] Content(Assembly assembly, OwnAssemblyContext context, string shown)
    {
        using var content = new MemoryStream();
        var (seen, next) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new Queue<(Assembly Assembly, bool IsOwn)>([(assembly, true)]));
        while (next.TryDequeue(out var entry))
        {
            content.Write(File.ReadAllBytes(entry.Assembly.Location));
            foreach (var reference in entry.Assembly.GetReferencedAssemblies().OrderBy(name => name.Name, StringComparer.Ordinal))
            {
                if (!seen.Add(reference.Name!))
                    continue;
                if (context.PathOf(reference) is { } beside)
                    next.Enqueue((context.LoadFromAssemblyPath(beside), false));
                else if (entry.IsOwn && !CanLoad(reference))
                    throw Missing(shown, reference.FullName, null);
            }
        }

        return content.ToArray();
    }

    private static bool CanLoad(AssemblyName name)
    {
        try
        {
            _ = AssemblyLoadContext.Default.LoadFromAssemblyName(name);
            return true;
        }
        catch (Exception error) when (error is FileNotFoundException or FileLoadException)
        {
            return false;
        }
    }

    private static HostException Missing(string shown, string name, Exception? error) => new(
        $"{shown}: needs {name.Split(", Culture", 2)[0].Replace(", Version=", " ", StringComparison.Ordinal)}, which is not beside it. "
            + "'dotnet publish' puts what a project needs into one folder; give the .dll of that folder.",
        error);
}
