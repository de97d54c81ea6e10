using Rlar.Host.OwnTools;
using Rlar.Host.Tests.Scoring;

namespace Rlar.Host.Tests.OwnTools;

/// <summary><c>--tools FILE.dll</c>.</summary>
public sealed class OwnAssemblyTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Load_Assembly_ItsToolScores()
    {
        CompiledFile.Write(Dll, CompiledFile.Constant("Half", "half"));
        _folder.Write("in.jsonl", """{"id":"a","prompt":"p","completions":["x"]}""");
        Assert.Equal(0, await RunFolder.RunAsync("score", _folder.PathOf("in.jsonl"), "-o", _folder.PathOf("out.jsonl"), "-q", "--tool", "half", "--tools", Dll));
        Assert.Contains("\"rewards\":[0.5]", _folder.Lines("out.jsonl").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PropertiesFieldsAndSequencesOfPublicTypes_AreAllFound()
    {
        CompiledFile.Write(Dll, $$"""
            {{CompiledFile.Constant("One", "one")}}
            {{CompiledFile.Constant("Two", "two").Replace("public sealed", "internal sealed")}}
            {{CompiledFile.Constant("Three", "three").Replace("public sealed", "internal sealed")}}
            public static class Several
            {
                public static readonly System.Collections.Generic.IReadOnlyList<Rlar.ToolDefinition> All = [Two.Definition, One.Definition];
                public static Rlar.ToolDefinition Last = Three.Definition;
                public static int Other { get; set; }
                private static Rlar.ToolDefinition Hidden => throw new System.InvalidOperationException();
            }
            """);
        Assert.Equal(["one", "two", "three"], Ids(OwnToolFile.Load(Dll)));
    }

    [Fact]
    public async Task Load_AssemblyWithOneBesideIt_UsesItAndCountsItsBytes()
    {
        var library = _folder.PathOf("Beside.dll");
        void Build(string value)
        {
            CompiledFile.Write(library, $"public static class Beside {{ public static double Value => {value}; }}");
            CompiledFile.Write(Dll, CompiledFile.Constant("Half", "half", "Beside.Value"), library);
        }

        Build("0.25");
        var first = OwnToolFile.Load(Dll);
        Assert.Equal(0.25, await ValueAsync(first));
        Assert.Equal(first.Hash, OwnToolFile.Load(Dll).Hash);
        var copy = Directory.CreateDirectory(_folder.PathOf("copy")).FullName;
        CompiledFile.Write(Path.Combine(copy, "Beside.dll"), "public static class Beside { public static double Value => 0.75; }");
        File.Copy(Dll, Path.Combine(copy, "own.dll"));
        var other = OwnToolFile.Load(Path.Combine(copy, "own.dll"));
        Assert.Equal(0.75, await ValueAsync(other));
        Assert.NotEqual(first.Hash, other.Hash);
        Assert.NotEqual(Version(first), Version(other));
    }

    [Fact]
    public void Load_Assembly_IsNamedInProvenanceAndVersion()
    {
        CompiledFile.Write(Dll, CompiledFile.Constant("Half", "half"));
        var file = OwnToolFile.Load(Dll);
        var tool = file.Definitions.Single().Create(new Dictionary<string, string>());
        Assert.Equal("own.dll", tool.Card.Provenance);
        Assert.Equal(file.Hash, file.Definitions.Single().Read(new Dictionary<string, string>()).Effective["tools-file"]);
        CompiledFile.Write(_folder.PathOf("other.dll"), CompiledFile.Constant("Half", "half", "0.25"));
        Assert.NotEqual(tool.Card.Version, Version(OwnToolFile.Load(_folder.PathOf("other.dll"))));
    }

    [Fact]
    public void Load_AssemblyBuiltAgainstAnotherRelease_IsRefused()
    {
        var have = typeof(ToolDefinition).Assembly.GetName().Version!;
        foreach (var version in (Version[])[new(have.Major + 1, 0, 0, 0), new(have.Major, have.Minor + 1, 0, 0), new(have.Major, have.Minor, have.Build + 1, 0)])
        {
            var path = _folder.PathOf($"v{version}.dll");
            CompiledFile.WriteAgainst(path, version.ToString());
            Assert.Equal(
                $"{path}: was built against Rlar.Abstractions {version.ToString(3)}, and this program has {have.ToString(3)}: build it against that version.",
                Assert.Throws<HostException>(() => OwnToolFile.Load(path)).Message);
        }
    }

    [Fact]
    public void Load_MissingDependency_IsNamed()
    {
        var library = _folder.PathOf("Beside.dll");
        CompiledFile.Write(library, "[assembly: System.Reflection.AssemblyVersion(\"2.1.0.0\")] public static class Beside { public static double Value => 1; }");
        CompiledFile.Write(Dll, CompiledFile.Constant("Half", "half", "Beside.Value"), library);
        File.Delete(library);
        Assert.StartsWith($"{Dll}: needs Beside 2.1.0.0, which is not beside it.", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public class Nothing;", "has no tools")]
    [InlineData("internal static class Tools { public static Rlar.ToolDefinition Definition => null!; }", "has no tools")]
    [InlineData("public static class Tools { public static Rlar.ToolDefinition Definition => null!; }", "Tools.Definition is null")]
    [InlineData(
        "public static class Tools { public static Rlar.ToolDefinition Definition => throw new System.ArgumentException(\"no luck\"); }",
        "Tools.Definition threw ArgumentException: no luck")]
    [InlineData(
        "public static class Tools { public static Rlar.ToolDefinition Definition { get; } = System.Array.Empty<Rlar.ToolDefinition>()[0]; }",
        "Tools.Definition threw IndexOutOfRangeException")]
    public void Load_AssemblyWithoutUsableTools_SaysWhy(string source, string why)
    {
        CompiledFile.Write(Dll, source);
        Assert.Contains(why, Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ToolThatIsMadeTwice_IsRefused()
    {
        CompiledFile.Write(Dll, CompiledFile.Constant("One", "same") + CompiledFile.Constant("Two", "same"));
        Assert.Contains("defines the tool same twice", Refused(), StringComparison.Ordinal);
        CompiledFile.Write(_folder.PathOf("a.dll"), CompiledFile.Constant("One", "same"));
        CompiledFile.Write(_folder.PathOf("b.dll"), CompiledFile.Constant("Two", "same"));
        OwnToolFile[] files = [OwnToolFile.Load(_folder.PathOf("a.dll")), OwnToolFile.Load(_folder.PathOf("b.dll"))];
        Assert.Equal("b.dll: defines the tool same, as a.dll does.", Assert.Throws<HostException>(() => OwnToolFile.Together(files)).Message);
    }

    [Fact]
    public void Load_NoAssembly_SaysWhy()
    {
        Assert.EndsWith("there is no such file.", Refused(), StringComparison.Ordinal);
        _folder.Write("own.dll", "no assembly");
        Assert.Contains("is no .NET assembly", Refused(), StringComparison.Ordinal);
        _folder.Write("own.txt", "no tools");
        Assert.Contains("tools come from a .dll", Assert.Throws<HostException>(() => OwnToolFile.Load(_folder.PathOf("own.txt"))).Message, StringComparison.Ordinal);
    }

    private string Dll => _folder.PathOf("own.dll");

    private static IEnumerable<string> Ids(OwnToolFile file) => file.Definitions.Select(definition => definition.Draft.Id);

    private static string Version(OwnToolFile file) => file.Definitions.Single().Create(new Dictionary<string, string>()).Card.Version;

    private static async Task<double> ValueAsync(OwnToolFile file)
    {
        var group = new RolloutGroup(new Query { Id = "q", Prompt = [] }, [new Completion("x")]);
        var outcomes = await file.Definitions.Single().Create(new Dictionary<string, string>()).ScoreAsync(group, TestContext.Current.CancellationToken);
        return Assert.IsType<RewardOutcome.Scored>(outcomes.Single()).Value;
    }

    private string Refused() => Assert.Throws<HostException>(() => OwnToolFile.Load(Dll)).Message;
}
