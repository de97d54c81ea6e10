using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Rlar.Host.OwnTools;

/// <summary>
/// The tools of a C# script: what its last expression gives; else what its variables hold; else what its classes hold in public static properties and fields.
/// The compiler is loaded here and nowhere else, so that only a command with a script waits for it.
/// </summary>
internal static class ToolScript
{
    private const int ShownErrors = 10;

    private static readonly string[] s_usings =
    [
        "Rlar", "System", "System.Collections.Generic", "System.Globalization", "System.IO", "System.Linq", "System.Text", "System.Text.Json",
        "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks",
    ];

    /// <summary>Compiles and runs a script.</summary>
    /// <param name="shown">The path as the user gave it.</param>
    /// <param name="path">The whole path.</param>
    /// <returns>Its definitions, and the text of it, of the scripts that it loads and the assemblies that it references.</returns>
    /// <exception cref="HostException">It does not compile, throws, or gives no definition.</exception>
    internal static (IReadOnlyList<ToolDefinition> Definitions, byte[] Content) Run(string shown, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var options = ScriptOptions.Default
            .WithFilePath(path)
            .WithFileEncoding(Encoding.UTF8)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(folder))
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .AddReferences(typeof(ToolDefinition).Assembly, typeof(JsonElement).Assembly, typeof(Regex).Assembly)
            .WithImports(s_usings);
        var script = CSharpScript.Create<object>(Encoding.UTF8.GetString(SmallFile.Read(path)).TrimStart('\uFEFF'), options);
        Refuse([.. script.Compile().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)], shown, path);
        ScriptState<object> state;
        try
        {
            state = script.RunAsync().GetAwaiter().GetResult();
        }
#pragma warning disable CA1031 // The boundary: whatever the user's script throws is said as such.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw new HostException($"{shown}: threw {error.GetType().Name}: {error.Message}", error);
        }

        var compilation = script.GetCompilation();
        var definitions = StaticDefinitions.In(state.ReturnValue, shown)
            ?? [.. state.Variables.SelectMany(variable => StaticDefinitions.In(variable.Value, shown) ?? [])];
        if (definitions.Count == 0)
            definitions = StaticDefinitions.Of(Types(compilation.AssemblyName), shown);
        return definitions.Count > 0
            ? (definitions, Content(compilation))
            : throw new HostException(
                $"{shown}: gives no tool. Its last expression is a ToolDefinition or a sequence of them, without a semicolon (docs/library.md).");
    }

    private static void Refuse(IReadOnlyList<Diagnostic> errors, string shown, string path)
    {
        if (errors.Count == 0)
            return;
        var lines = errors.Take(ShownErrors).Select(error =>
        {
            var place = error.Location.GetMappedLineSpan();
            var file = place.Path == path || place.Path.Length == 0 ? shown : place.Path;
            return $"{file}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {error.Id}: {error.GetMessage(null)}";
        });
        string[] more = errors.Count > ShownErrors ? [$"{shown}: and {errors.Count - ShownErrors} errors more"] : [];
        throw new HostException(string.Join('\n', [.. lines, .. more]));
    }

    private static IEnumerable<Type> Types(string? assembly) =>
        AppDomain.CurrentDomain.GetAssemblies().Where(loaded => loaded.GetName().Name == assembly).SelectMany(loaded => loaded.GetTypes());

    private static byte[] Content(Compilation compilation)
    {
        using var content = new MemoryStream();
        foreach (var tree in compilation.SyntaxTrees)
            content.Write(Encoding.UTF8.GetBytes(tree.GetText().ToString()));
        var referenced = compilation.DirectiveReferences.OfType<PortableExecutableReference>().Select(reference => reference.FilePath);
        foreach (var file in referenced.Where(IsOwn).Order(StringComparer.Ordinal))
            content.Write(File.ReadAllBytes(file!));
        return content.ToArray();

        // The runtime's assemblies and the program's own are no part of what the user wrote.
        bool IsOwn(string? file) => file is not null && Path.GetDirectoryName(file) is var place
            && place != Path.GetDirectoryName(typeof(object).Assembly.Location) && place + Path.DirectorySeparatorChar != AppContext.BaseDirectory;
    }
}
