using System.Text.RegularExpressions;
using Rlar.Tests;

namespace Rlar.Architecture.Tests;

/// <summary>What the pages say of the repository.</summary>
public sealed partial class DocsTests
{
    public static TheoryData<string> Pages =>
        ["README.md", .. Directory.GetFiles(Path.Combine(SharedData.Repository, "docs"), "*.md").Select(page => $"docs/{Path.GetFileName(page)}")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_NamesFilesAndFoldersThatAreThere(string page)
    {
        var named = RepositoryPath().Matches(File.ReadAllText(Path.Combine(SharedData.Repository, page)))
            .SelectMany(match => Alternatives(match.Value.TrimEnd('.', ',', ':', ';')))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal)); // what a command on the page builds
        Assert.All(named, path => Assert.True(IsThere(path), path));
    }

    /// <summary>a/{b,c} is a/b and a/c.</summary>
    private static IEnumerable<string> Alternatives(string path)
    {
        var (open, close) = (path.IndexOf('{', StringComparison.Ordinal), path.IndexOf('}', StringComparison.Ordinal));
        return open < 0 || close < open ? [path] : path[(open + 1)..close].Split(',').Select(part => path[..open] + part + path[(close + 1)..]);
    }

    /// <summary>The ending may be left out, and the last part may hold a star.</summary>
    private static bool IsThere(string path)
    {
        var whole = Path.Combine(SharedData.Repository, path.TrimEnd('/'));
        var folder = Path.GetDirectoryName(whole)!;
        return Directory.Exists(whole) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, Path.GetFileName(whole) + "*").Any());
    }

    [GeneratedRegex(@"(?<![\w/.-])(src|tests|bench|examples|natives)/[\w./*{},-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RepositoryPath();
}
