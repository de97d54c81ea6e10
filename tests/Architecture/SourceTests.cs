using Rlar.Tests;

namespace Rlar.Architecture.Tests;

/// <summary>What holds for every source file.</summary>
public sealed class SourceTests
{
    private const int Widest = 160;
    private const int Longest = 400;

    // One language's words a row.
    private static readonly string[] s_tables = ["LatinProfiles.cs", "OtherProfiles.cs"];

    public static TheoryData<string> Folders => ["src", "bench"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Line_IsReadWithoutScrolling(string folder)
    {
        // A raw string's line ends where its text does.
        var wide = Files(folder).Where(file => !s_tables.Contains(Path.GetFileName(file)))
            .SelectMany(file => File.ReadLines(file).Index().Select(line => (file, Number: line.Index + 1, Text: line.Item)))
            .Where(line => line.Text.Length > Widest && !IsRawText(line.Text));
        Assert.Empty(wide);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void File_HoldsOneIdea(string folder) => Assert.All(Files(folder), file => Assert.InRange(File.ReadLines(file).Count(), 1, Longest));

    // The one rule of the format that neither the build nor the check of white space holds.
    [Theory]
    [InlineData("src")]
    [InlineData("bench")]
    [InlineData("tests")]
    public void Usings_AreInOrder_SystemFirst(string folder) => Assert.All(Files(folder), file =>
    {
        var names = File.ReadLines(file)
            .TakeWhile(line => !line.StartsWith("namespace ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=') && !line.Contains('('))
            .Select(line => line[6..^1])
            .Where(name => !name.StartsWith("var ", StringComparison.Ordinal) && !name.StartsWith("static ", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(
            names.OrderBy(name => name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1)
                .ThenBy(name => name.Replace('.', '\u0001'), StringComparer.OrdinalIgnoreCase),
            names);
    });

    private static bool IsRawText(string line) => line.TrimStart() is ['{' or '-', ..];

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(SharedData.Repository, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
