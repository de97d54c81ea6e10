using System.Text;
using Rlar.Scoring.Rows;
using Rlar.Server.Environments;

namespace Rlar.Server.Tests.Dialects;

/// <summary>Environments for tests: tasks that can be scored, one without anything to judge by, one whose tool breaks, and another environment.</summary>
internal static class TestEnvironments
{
    private const string Train = """
        {"id":"six","prompt":"What is 6*7?","answer":"42"}
        {"id":"blank","prompt":"Say anything."}
        {"id":"broken","prompt":"Hi","tool":"test/broken"}
        {"id":"chat","prompt":[{"role":"system","content":"Be brief."},{"role":"user","content":"Capital of France?"}],"answer":"Paris"}

        """;

    internal static IReadOnlyList<RowEnvironment> All { get; } = Of(
        ("sums", "train", Train),
        ("sums", "test", """{"id":"nine","prompt":"3*3?","answer":"9"}"""),
        ("other", "dev", """{"prompt":"1+1?","answer":"2"}"""));

    internal static IReadOnlyList<RowEnvironment> Of(params IReadOnlyList<(string Name, string Split, string Rows)> given)
    {
        var sources = given.Select((one, i) => new EnvironmentSource(one.Name, one.Split, $"{i}")).ToList();
        LineSource Open(string path) => LineSource.Open("-", new MemoryStream(Encoding.UTF8.GetBytes(given[int.Parse(path, null)].Rows)));
        return RowEnvironment.Read(sources, Open, CancellationToken.None);
    }
}
