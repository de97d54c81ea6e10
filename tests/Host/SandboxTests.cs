using System.Globalization;
using System.Text.Json;
using Rlar.Rewards.Sandbox;

namespace Rlar.Host.Tests;

/// <summary><c>rlar sandbox run</c> in the real program.</summary>
public sealed class SandboxTests
{
    [Theory]
    [InlineData("a.py", "import sys\nprint(input(), sys.argv[1])\nsys.exit(3)", 3, "status 3")]
    [InlineData("a.sh", "read x; echo $x $1; exit 4", 4, "status 4")]
    [InlineData("a.c", "#include <stdio.h>\nint main(int n, char **a) { char x[9]; scanf(\"%8s\", x); printf(\"%s %s\\n\", x, a[1]); return 5; }", 5, "status 5")]
    [InlineData("a.js", "const x = require('fs').readFileSync(0, 'utf8').trim(); console.log(x, process.argv[2]); process.exit(6)", 6, "status 6")]
    public void Run_Program_GivesItsOutputAndEndsWithItsStatus(string name, string source, int code, string summary)
    {
        SkipWithout(name);
        using var rlar = new RlarProcess();
        rlar.Write(name, source);
        rlar.Write("in.txt", "abc");
        var run = rlar.Run(["sandbox", "run", name, "--stdin", "in.txt", "--arg", "xyz"]);
        Assert.Equal("abc xyz\n", run.Output);
        Assert.Equal(code, run.Code);
        Assert.Contains(summary, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while True: pass", "cpu=0.2", 124, "stopped by the limit on cpu")]
    [InlineData("import time\ntime.sleep(60)", "wall=0.3", 124, "stopped by the limit on wall")]
    [InlineData("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "cpu=5", 139, "ended by signal 11")]
    public void Run_ProgramThatDoesNotEndByItself_SaysWhatEndedIt(string source, string limit, int code, string summary)
    {
        SkipWithout("a.py");
        using var rlar = new RlarProcess();
        rlar.Write("a.py", source);
        var run = rlar.Run(["sandbox", "run", "a.py", "--limit", limit]);
        Assert.Equal(code, run.Code);
        Assert.Contains(summary, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Json_IsOneObject()
    {
        SkipWithout("a.py");
        using var rlar = new RlarProcess();
        rlar.Write("a.py", "import sys\nprint('out')\nprint('err', file=sys.stderr)");
        using var json = JsonDocument.Parse(rlar.Run(["sandbox", "run", "a.py", "--json"]).Output);
        Assert.Equal("out\n", json.RootElement.GetProperty("stdout").GetString());
        Assert.Equal("err\n", json.RootElement.GetProperty("stderr").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("stopped_by").ValueKind);
    }

    [Theory]
    [InlineData("a.txt", "--json", "it is not known how to run this")]
    [InlineData("a.py", "--limit=cpu", "--limit takes name=value")]
    [InlineData("a.py", "--limit=cats=3", "There is no limit 'cats'")]
    public void Run_BadUsage_SaysWhatToDo(string name, string argument, string message)
    {
        using var rlar = new RlarProcess();
        rlar.Write(name, "pass");
        var run = rlar.Run(["sandbox", "run", name, argument]);
        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_HostKilled_LeavesNoProcess()
    {
        SkipWithout("a.py");
        using var rlar = new RlarProcess();
        rlar.Write("a.py", "import os, time\nos.fork()\nos.setsid()\ntime.sleep(123.25)");
        using var process = rlar.Start("sandbox", "run", "a.py", "--limit", "wall=100");
        var under = Eventually(() => Under(process.Id), found => found.Count >= 6);
        Assert.True(under.Count >= 6, $"{under.Count} processes");
        process.Kill();
        process.WaitForExit();
        var left = Eventually(() => under.Where(pid => Directory.Exists($"/proc/{pid}") && !IsZombie(pid)).ToList(), found => found.Count == 0);
        Assert.Empty(left);
    }

    private static void SkipWithout(string name)
    {
        Assert.SkipWhen(SandboxPool.Missing() is not null, SandboxPool.Missing() ?? "");
        var program = Path.GetExtension(name) switch { ".c" => "gcc", ".js" => "node", ".sh" => "bash", _ => "python3" };
        Assert.SkipWhen(SandboxPool.FindProgram(program) is null, $"{program} is not installed");
    }

    private static List<int> Eventually(Func<List<int>> find, Func<List<int>, bool> isEnough)
    {
        for (var i = 0; i < 500 && !isEnough(find()); i++)
            Thread.Sleep(20);
        return find();
    }

    private static List<int> Under(int root)
    {
        List<int> found = [root];
        var parents = Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(folder => (Id: int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), Stat: Stat(folder)))
            .Where(pair => pair.Stat.Length > 1).ToList();
        for (var i = 0; i < found.Count; i++)
            found.AddRange(parents.Where(pair => pair.Stat[1] == found[i].ToString(CultureInfo.InvariantCulture)).Select(pair => pair.Id));
        return found[1..];
    }

    private static bool IsZombie(int pid) => Stat($"/proc/{pid}") is not [var state, ..] || state == "Z";

    // From the state on: the name before it can have anything in it.
    private static string[] Stat(string folder)
    {
        try
        {
            var text = File.ReadAllText(folder + "/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
