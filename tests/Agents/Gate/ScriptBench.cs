using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rlar.Agents.Tests.Gate;

internal delegate double ScoreFunction(string prompt, string completion, string? reference, IReadOnlyDictionary<string, string> data);

/// <summary>
/// Scripts of the test data as delegates, compiled together in process: they are the project's own text. What others write runs in the sandbox alone. Each loop
/// and method counts a step, so that none runs for ever.
/// </summary>
internal static class ScriptBench
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Globalization; using System.Linq; using System.Text; using System.Text.RegularExpressions;

        """;

    private const string Budget = """
        public static class StepBudget
        {
            [System.ThreadStatic] public static long Left;
            public static void Step() { if (--Left < 0) throw new System.TimeoutException("out of steps"); }
        }

        """;

    internal static IReadOnlyDictionary<string, ScoreFunction> Compile(IReadOnlyList<(string Id, string Code)> scripts)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        var trees = scripts.Select((script, i) => Counted(CSharpSyntaxTree.ParseText($"{Usings}public class Script{i} {{ {script.Code}\n }}", options)));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "gate-scripts", trees.Append(CSharpSyntaxTree.ParseText(Budget, options)), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Disable));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Take(5)));
        var assembly = Assembly.Load(stream.ToArray());
        var left = assembly.GetType("StepBudget")!.GetField("Left")!;
        return scripts.Select((script, i) => (script.Id, Type: assembly.GetType($"Script{i}")!)).ToDictionary(script => script.Id, script =>
        {
            var method = script.Type.GetMethod("Score", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!;
            var score = method.CreateDelegate<ScoreFunction>(Activator.CreateInstance(script.Type));
            return new ScoreFunction((prompt, completion, reference, data) =>
            {
                left.SetValue(null, 3_000_000L);
                return score(prompt, completion, reference, data);
            });
        });
    }

    private static SyntaxTree Counted(SyntaxTree tree) => tree.WithRootAndOptions(new Steps().Visit(tree.GetRoot()), tree.Options);

    private sealed class Steps : CSharpSyntaxRewriter
    {
        private static readonly StatementSyntax s_step = SyntaxFactory.ParseStatement("global::StepBudget.Step();");

        public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
            base.VisitForStatement(node) is ForStatementSyntax loop ? loop.WithStatement(Block(loop.Statement)) : null;

        public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
            base.VisitForEachStatement(node) is ForEachStatementSyntax loop ? loop.WithStatement(Block(loop.Statement)) : null;

        public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
            base.VisitWhileStatement(node) is WhileStatementSyntax loop ? loop.WithStatement(Block(loop.Statement)) : null;

        public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
            base.VisitDoStatement(node) is DoStatementSyntax loop ? loop.WithStatement(Block(loop.Statement)) : null;

        private static BlockSyntax Block(StatementSyntax body) => SyntaxFactory.Block(s_step, body);
    }
}
