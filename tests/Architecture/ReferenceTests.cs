using System.Reflection;
using Rlar.Tests;

namespace Rlar.Architecture.Tests;

/// <summary>Arrows between projects point down only.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string> Assemblies => [.. Projects.Assemblies];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_ReferencesOnlyWhatIsBelowIt(string name)
    {
        var referenced = Assembly.Load(name).GetReferencedAssemblies().Select(r => r.Name!).Where(r => r.StartsWith("Rlar", StringComparison.OrdinalIgnoreCase));
        Assert.All(referenced, reference => Assert.Contains(reference, Projects.Below[name]));
    }

    [Theory]
    [InlineData("Rlar.Abstractions")]
    [InlineData("Rlar.Kernels")]
    [InlineData("Rlar.Scoring")]
    public void Floor_ReferencesTheRuntimeAlone(string name)
    {
        var foreign = Assembly.Load(name).GetReferencedAssemblies().Select(r => r.Name!).Where(r => !r.StartsWith("System.", StringComparison.Ordinal));

        // The kernels are written in ILGPU; nothing else there needs anything else.
        Assert.All(foreign.Where(reference => name != "Rlar.Kernels" || reference is not ("ILGPU" or "ILGPU.Algorithms")),
            reference => Assert.Contains(reference, Projects.Below[name]));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Library_WritesToNoConsole(string name)
    {
        if (name != "rlar")
            Assert.DoesNotContain(Assembly.Load(name).GetReferencedAssemblies(), r => r.Name == "System.Console");
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_TypesLieInItsNamespace(string name)
    {
        var root = Projects.Namespace(name);
        var strays = Assembly.Load(name).GetExportedTypes()
            .Where(type => root == "Rlar" ? type.Namespace != root : type.Namespace != root && type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) != true);
        Assert.Empty(strays);
    }

    [Fact]
    public void Sources_EveryProject_HasItsTests()
    {
        foreach (var project in Directory.GetDirectories(Path.Combine(SharedData.Repository, "src")).Select(Path.GetFileName))
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(SharedData.Repository, "tests", project!), "*.csproj"));
    }

    [Fact]
    public void Projects_AreAllHeldHere()
    {
        var sources = Directory.GetDirectories(Path.Combine(SharedData.Repository, "src")).Select(folder => Path.GetFileName(folder)!);
        Assert.Equal(sources.Select(name => name == "Host" ? "rlar" : $"Rlar.{name}").Order(StringComparer.Ordinal), Projects.Assemblies.Order(StringComparer.Ordinal));
    }
}
