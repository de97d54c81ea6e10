using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rlar.Agents.Scripts.Metering;

namespace Rlar.Agents.Scripts;

/// <summary>
/// Compiles scripts of an agent: reads, refuses (<see cref="ScriptDiagnostic"/>), writes the meter in and emits. It runs nothing of a script. The compiler's
/// assemblies are loaded when the first script is met.
/// </summary>
public static class ScriptCompiler
{
    private const string AssemblyName = "Rlar.Script";
    private const string ClassName = "RlarScript";
    private const int MostDiagnostics = 20;

    // params ReadOnlySpan and extensions on spans came later: they would choose members that a script does not have.
    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.CSharp12, DocumentationMode.None, SourceCodeKind.Script);

    private static readonly string[] s_usings =
    [
        "System", "System.Collections.Generic", "System.Globalization", "System.Linq", "System.Text", "Rlar.Agents.Scripts.Patterns",
    ];

    private static readonly string[] s_assemblies = ["System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq"];

    // With its own internals: the engine of patterns and the meter. What a script may name of them is on the list.
    private static readonly Lazy<IReadOnlyList<MetadataReference>> s_references = new(() =>
    [
        .. s_assemblies.Select(name => MetadataReference.CreateFromFile(Assembly.Load(name).Location)),
        MetadataReference.CreateFromFile(typeof(ScriptCompiler).Assembly.Location),
    ]);

    /// <summary>Compiles a source.</summary>
    /// <param name="source">A C# script that defines <c>double Score(string prompt, string completion, string? reference, IReadOnlyDictionary&lt;string, string&gt; data)</c>.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ScriptCompilation Compile(string source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Length > ScriptShape.LongestSource)
            return Refused([new ScriptDiagnostic("RS003", 1, $"it has {source.Length} characters, and a script has at most {ScriptShape.LongestSource}")]);
        var tree = CSharpSyntaxTree.ParseText(WithOwnPatterns(source), s_parsing, cancellationToken: cancellationToken);
        if (Errors(tree.GetDiagnostics(cancellationToken)) is { Count: > 0 } unread)
            return Refused(unread);
        if (ScriptShape.Check(tree).ToArray() is { Length: > 0 } misshapen)
            return Refused(misshapen);
        var compilation = CSharpCompilation.CreateScriptCompilation(AssemblyName, tree, s_references.Value, Options(s_usings));
        if (Errors(compilation.GetDiagnostics(cancellationToken)) is { Count: > 0 } errors)
            return Refused(errors);
        var model = compilation.GetSemanticModel(tree);
        if (ScriptAnalyzer.Check(model, AllowedMembers.BuiltIn) is { Count: > 0 } found)
            return Refused(found);
        return Emit(model, cancellationToken);
    }

    /// <summary>The tree with the meter in it, for tests.</summary>
    internal static string Metered(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(WithOwnPatterns(source), s_parsing);
        var model = CSharpCompilation.CreateScriptCompilation(AssemblyName, tree, s_references.Value, Options(s_usings)).GetSemanticModel(tree);
        return ScriptClass.Of(model, AllowedMembers.BuiltIn, ClassName, s_usings).NormalizeWhitespace().ToFullString();
    }

    private static ScriptCompilation Emit(SemanticModel model, CancellationToken cancellationToken)
    {
        CompilationUnitSyntax unit;
        try
        {
            unit = ScriptClass.Of(model, AllowedMembers.BuiltIn, ClassName, s_usings);
        }
        catch (NotSupportedException error)
        {
            return Refused([new ScriptDiagnostic("RS014", 1, error.Message)]);
        }

        var tree = CSharpSyntaxTree.Create(unit, s_parsing.WithKind(SourceCodeKind.Regular));
        var compilation = CSharpCompilation.Create(AssemblyName, [tree], s_references.Value, Options([]));
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly, cancellationToken: cancellationToken);
        if (emitted.Success)
            return new ScriptCompilation(new CompiledScript(assembly.ToArray()), []);

        // Its lines are those of the tree with the meter.
        return Refused([.. Errors(emitted.Diagnostics).Select(error => new ScriptDiagnostic(
            "RS014", 1, $"with its steps counted it does not compile: {error.Message}; write that part in simpler statements"))]);
    }

    // Patterns are read by an engine that counts; the name says which namespace the script's own words mean.
    private static string WithOwnPatterns(string source) =>
        source.Replace("System.Text.RegularExpressions", "Rlar.Agents.Scripts.Patterns", StringComparison.Ordinal);

    private static ScriptCompilation Refused(IReadOnlyList<ScriptDiagnostic> found) => new(null, [.. found.Take(MostDiagnostics)]);

    private static List<ScriptDiagnostic> Errors(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(error => ScriptShape.Of(error.Location, error.Id, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))
            .OrderBy(error => error.Line)];

    private static CSharpCompilationOptions Options(string[] usings) =>
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: usings,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: false,
            deterministic: true,
            concurrentBuild: false,
            nullableContextOptions: usings.Length > 0 ? NullableContextOptions.Annotations : NullableContextOptions.Disable)
            .WithMetadataImportOptions(MetadataImportOptions.Internal);
}
