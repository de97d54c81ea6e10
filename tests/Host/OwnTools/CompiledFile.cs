using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rlar.Host.Tests.OwnTools;

/// <summary>Assemblies made for a test.</summary>
internal static class CompiledFile
{
    /// <summary>A tool with an id that gives every completion one value.</summary>
    internal static string Constant(string type, string id, string value = "0.5") => $$"""
        public sealed class {{type}}(Rlar.ToolCard card) : Rlar.CompletionTool(card)
        {
            public static Rlar.ToolDefinition Definition { get; } = new(
                new Rlar.ToolCard { Id = "{{id}}", Kind = Rlar.ToolKind.Verifier, Description = "A test's." }, 1, [], (card, _) => new {{type}}(card));

            protected override Rlar.RewardOutcome Score(Rlar.Query query, Rlar.Completion completion) => new Rlar.RewardOutcome.Scored({{value}});
        }
        """;

    /// <summary>Writes an assembly.</summary>
    /// <param name="path">Where.</param>
    /// <param name="source">Its C#.</param>
    /// <param name="references">Assemblies beside those of the runtime and the contract.</param>
    internal static void Write(string path, string source, params IReadOnlyList<string> references) =>
        Write(path, source, [.. Runtime(), MetadataReference.CreateFromFile(typeof(ToolDefinition).Assembly.Location)], references);

    /// <summary>Writes an assembly that was built against another release of the contract, of which it uses nothing but a name.</summary>
    internal static void WriteAgainst(string path, string version)
    {
        var contract = CSharpCompilation.Create(
            "Rlar.Abstractions",
            [CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] namespace Rlar {{ public class ToolDefinition; }}")],
            Runtime(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Write(path, "public static class Tools { public static Rlar.ToolDefinition Definition => null!; }", [.. Runtime(), contract.ToMetadataReference()], []);
    }

    private static void Write(string path, string source, IEnumerable<MetadataReference> contract, IReadOnlyList<string> references)
    {
        var made = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(source)],
            [.. contract, .. references.Select(reference => MetadataReference.CreateFromFile(reference))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true)).Emit(path);
        Assert.True(made.Success, string.Join('\n', made.Diagnostics));
    }

    private static IEnumerable<MetadataReference> Runtime() =>
        Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll")
            .Where(file => !file.EndsWith(".Native.dll", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
}
