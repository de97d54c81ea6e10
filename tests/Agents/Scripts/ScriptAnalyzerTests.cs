using System.Globalization;
using Rlar.Agents.Scripts;

namespace Rlar.Agents.Tests.Scripts;

/// <summary>What scripts may not do, and what they may.</summary>
public sealed class ScriptAnalyzerTests
{
    /// <summary>A body of Score, what stands beside it, and the rule that refuses it.</summary>
    public static TheoryData<string, string, string> Hostile => new()
    {
        { "System.IO.File.WriteAllText(\"/tmp/x\", completion); return 1;", "", "RS00" },
        { "return System.IO.File.Exists(\"/etc/passwd\") ? 1 : 0;", "", "RS00" },
        { "Console.WriteLine(completion); return 1;", "", "RS00|CS" },
        { "Environment.Exit(0); return 1;", "", "RS00" },
        { "return Environment.TickCount;", "", "RS00" },
        { "return DateTime.UtcNow.Millisecond;", "", "RS005" },
        { "return DateTime.Now.Second;", "", "RS005" },
        { "return DateTime.TryParse(completion, out var d) ? 1 : 0;", "", "RS005" },
        { "return new Random().Next(2);", "", "RS00" },
        { "return Guid.NewGuid().ToString().Length;", "", "RS00" },
        { "System.Threading.Thread.Sleep(1000); return 1;", "", "RS00" },
        { "System.Threading.Tasks.Task.Run(() => { }); return 1;", "", "RS00" },
        { "System.Diagnostics.Process.Start(\"sh\"); return 1;", "", "RS00|CS" },
        { "return completion.GetHashCode() % 2;", "", "RS005" },
        { "return HashCode.Combine(completion) % 2;", "", "RS00" },
        { "return completion.GetType().Assembly.GetTypes().Length;", "", "RS00" },
        { "return typeof(string).Name.Length;", "", "RS00" },
        { "dynamic d = completion; return d.Length;", "", "RS00|CS" },
        { "return (double)Activator.CreateInstance(null, null).Unwrap();", "", "RS00|CS" },
        { "unsafe { int* p = null; return *p; }", "", "RS00|CS" },
        { "Span<char> s = stackalloc char[10]; return s.Length;", "", "RS00" },
        { "return calls++;", "static int calls;", "RS006" },
        { "return C.Calls++;", "class C { public static int Calls; }", "RS006" },
        { "return C.Seen.Count;", "class C { public static readonly List<int> Seen = new(); }", "RS006" },
        { "return C.P;", "class C { public static int P { get; set; } }", "RS006" },
        { "x: goto x;", "", "RS002" },
        { "return 1;", "class C { ~C() { } }", "RS002" },
        { "return 1;", "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int getpid();", "RS00" },
        { "return 1;", "class C { [System.Runtime.CompilerServices.ModuleInitializer] internal static void M() { } }", "RS002" },
        { "return 1;", "class C { static C() { } }", "RS006" },
        { "try { return int.Parse(completion); } catch { return 0; }", "", "RS009" },
        { "try { return int.Parse(completion); } catch (Exception) { return 0; }", "", "RS009" },
        { "try { return int.Parse(completion); } catch (FormatException) when (completion.Length > 1) { return 0; }", "", "RS002" },
        { "lock (completion) { return 1; }", "", "RS002" },
        { "return (from c in completion select c).Count();", "", "RS002" },
        { "return string.Format(\"{0}\", completion).Length;", "", "RS005" },
        { "return 5.ToString(\"D999999999\").Length;", "", "RS012" },
        { "return 5.ToString(completion).Length;", "", "RS012" },
        { "return $\"{5,999999999}\".Length;", "", "RS012" },
        { "object o = completion; return $\"{o}\".Length;", "", "RS012" },
        { "Action a = () => { }; a += a; a(); return 1;", "", "RS013" },
        { "Func<string, string> f = completion.Insert(0, \"x\").Substring(1).Trim; return 1;", "", "RS011|CS" },
        { "return completion.Split(' ').Select(int.Parse).Sum();", "", "RS011" },
        { "return new C().X == null ? 1 : 0;", "class C { public C X = new C(); }", "RS008" },
        { "return new C(1).N;", "class C { public int N; public C(int n) : this(n, new C(n)) { } C(int n, C other) { } }", "RS008" },
        { "return 1;", "record R(R A, R B);", "RS008" },
        { "return 1;", "class A { } class B : A { }", "RS008" },
        { "return 1;", "T F<T>(T x) => x;", "RS002" },
        { "return 1;", "struct S { long a, b; }", "RS002" },
        { "var b = new StringBuilder(); b.Length = 1000000000; return 1;", "", "RS005" },
        { "return CultureInfo.CurrentCulture.Name.Length;", "", "RS005" },
        { "CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; return 1;", "", "RS005" },
        { "Rlar.Agents.Scripts.Running.Meter.Start(long.MaxValue, long.MaxValue); return 1;", "", "RS00" },
        { "return Rlar.Agents.Scripts.Running.Meter.Left;", "", "RS00" },
        { "return string.Intern(completion).Length;", "", "RS005" },
        { "AppDomain.CurrentDomain.SetData(\"x\", completion); return 1;", "", "RS00" },
        { "GC.Collect(); return 1;", "", "RS00" },
        { "return new int[1, 1, 1].Length;", "", "RS004" },
        { "(object, object) t = (completion, prompt); return t.Equals(t) ? 1 : 0;", "", "RS004" },
        { "System.Linq.Expressions.Expression<Func<int>> e = () => 1; return 1;", "", "RS00|CS" },
        { "return System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(completion);", "", "RS00" },
        { "async void F() { } F(); return 1;", "", "RS007" },
        { "return 1;", "#load \"other.csx\"", "RS001|CS" },
        { "return 1;", "#r \"System.Net.Http\"", "RS001|CS" },
        { "return 1;", "Score(\"\", \"\", null, null);", "RS002" },
        { "var b = new StringBuilder(); b.Insert(0, completion, 1000000000); return 1;", "", "RS012" },
        { "var b = new StringBuilder(); b.Append((object)new C()); return 1;", "class C { }", "RS012" },
        { "var set = new HashSet<string>(); return completion.Split(' ').Count(set.Contains);", "", "RS011" },
        { "ref var r = ref completion; return 1;", "", "RS00|CS" },
    };

    /// <summary>What a good verifier does that must not be refused.</summary>
    public static TheoryData<string, string> Allowed => new()
    {
        { "return completion?.Trim()?.Length ?? 0;", "" },
        { "return completion.Split(new[] { ' ', '\\n' }, StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 3).Select(w => w.ToLowerInvariant()).Distinct().Count();", "" },
        { "var d = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase); foreach (var w in completion.Split(' ')) d[w] = d.GetValueOrDefault(w) + 1; return d.Values.DefaultIfEmpty(0).Max();", "" },
        { "return completion.GroupBy(c => c).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => (double)g.Count()).FirstOrDefault();", "" },
        { "var t = new int[completion.Length + 1, prompt.Length + 1]; for (int i = 1; i <= completion.Length; i++) for (int j = 1; j <= prompt.Length; j++) t[i, j] = completion[i - 1] == prompt[j - 1] ? t[i - 1, j - 1] + 1 : Math.Max(t[i - 1, j], t[i, j - 1]); return t[completion.Length, prompt.Length];", "" },
        { "var words = completion.Split(' '); Array.Sort(words, StringComparer.Ordinal); return string.Join(\",\", words) == completion ? 1 : 0;", "" },
        { "if (completion is { Length: > 3 } and not \"none\") return 1; return completion switch { \"a\" => 0.5, \"b\" or \"c\" => 0.25, _ => 0 };", "" },
        { "var (a, b) = Parts(completion); return a == b ? 1 : 0;", "(string, string) Parts(string s) { int i = s.IndexOf(':'); return i < 0 ? (s, \"\") : (s[..i], s[(i + 1)..]); }" },
        { "return new Lexer(completion).Read().Count;", "record Token(string Kind, string Text); class Lexer { private readonly string text; private int at; public Lexer(string text) => this.text = text; public List<Token> Read() { var l = new List<Token>(); while (at < text.Length) { l.Add(new Token(\"c\", text[at].ToString())); at++; } return l; } }" },
        { "return Words.Contains(completion) ? 1 : 0;", "static readonly HashSet<string> Words = new() { \"a\", \"b\" };" },
        { "return Pattern.IsMatch(completion) ? 1 : 0;", "static readonly Regex Pattern = new Regex(@\"\\A[a-z]+\\z\", RegexOptions.IgnoreCase | RegexOptions.Compiled);" },
        { "try { return double.Parse(completion, CultureInfo.InvariantCulture) > 1 ? 1 : 0; } catch (FormatException) { return 0; }", "" },
        { "string s = \"\"; for (int i = 0; i < 3; i++) s += i; s += completion; return s.Length;", "" },
        { "return $\"{completion.Length:000}|{prompt}\".Length;", "" },
        { "return data.TryGetValue(\"limit\", out var l) && int.TryParse(l, out var n) && completion.Length <= n ? 1 : 0;", "" },
        { "IEnumerable<int> Numbers() { for (int i = 0; i < completion.Length; i++) yield return i; } return Numbers().Where(n => n % 2 == 0).Sum();", "" },
        { "var l = new List<string>(completion.Split(',')); l.Sort((x, y) => string.CompareOrdinal(x, y)); l.RemoveAll(x => x.Length == 0); return l.Count;", "" },
        { "return completion.Zip(prompt, (a, b) => a == b).Count(x => x);", "" },
        { "return completion.Select((c, i) => (c, i)).Where(p => char.IsUpper(p.c)).Aggregate(0.0, (sum, p) => sum + p.i);", "" },
        { "List<int> x = [1, 2, .. completion.Select(c => (int)c)]; return x.Count;", "" },
        { "return Enum.A == Enum.B ? 1 : 0;", "enum Enum { A, B }" },
        { "return DateTime.TryParseExact(completion, \"yyyy-MM-dd\", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) && DateOnly.FromDateTime(d).DayOfWeek == DayOfWeek.Monday ? 1 : 0;", "" },
        { "var m = Regex.Match(completion, @\"(?<y>\\d{4})-(?<m>\\d\\d)\"); return m.Success && m.Groups[\"y\"].Value == \"2024\" ? 1 : 0;", "" },
        { "int depth = 0; do { depth++; } while (depth < 5); switch (completion) { case \"x\": return 1; case { Length: 3 }: return 0.5; default: return 0; }", "" },
        { "return completion.Contains(\"x\", StringComparison.OrdinalIgnoreCase) && completion.EndsWith('.') ? 1 : 0;", "" },
        { "char[] c = completion.ToCharArray(); Array.Reverse(c); return new string(c) == completion ? 1 : 0;", "" },
        { "var q = new Queue<int>(); q.Enqueue(1); var s = new Stack<int>(q); return s.Pop();", "" },
        { "var b = new StringBuilder(); b.Append($\"{completion}:{prompt.Length:00}\").Append('x', 3).AppendLine(); return b.ToString().Length;", "" },
        { "return string.Join(\", \", completion.Length, prompt).Length + string.Concat(completion, \"x\").Length;", "" },
        { "var l = completion.Split(',').ToList(); return l[1..].Count + completion[..^1].Length + (completion.Length > 0 ? completion[^1] : 0);", "" },
        { "return completion?.Trim()?.Split(',')?.Select(w => w.Trim()).ToList()?.Count ?? 0;", "" },
        { "return new Grid(3)[1];", "class Grid { private readonly int[] cells; public Grid(int n) { cells = new int[n]; } public int this[int i] { get => cells[i]; set => cells[i] = value; } }" },
        { "int? n = null; n ??= 3; return n.Value;", "" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Compile_Hostile_IsRefusedByItsRule(string body, string beside, string rules)
    {
        var made = ScriptCompiler.Compile(ScriptMachine.Score(body, beside), TestContext.Current.CancellationToken);
        Assert.Null(made.Script);
        Assert.Contains(made.Diagnostics, found => rules.Split('|').Any(rule => found.Id.StartsWith(rule, StringComparison.Ordinal)));
        Assert.All(made.Diagnostics, found => Assert.InRange(found.Line, 1, 6));
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Compile_Honest_IsAScript(string body, string beside) => ScriptMachine.Compiled(ScriptMachine.Score(body, beside));

    [Fact]
    public void Compile_SameSource_IsTheSameScript()
    {
        var source = ScriptMachine.Score("return completion.Count(c => c == 'x');");
        Assert.Equal(ScriptMachine.Compiled(source).Hash, ScriptMachine.Compiled(source).Hash);
    }

    [Theory]
    [InlineData("double Score(string prompt, string completion) { return 1; }")]
    [InlineData("class V { public static double Score(string p, string c, string? r, IReadOnlyDictionary<string, string> d) => 1; }")]
    [InlineData("int Score(string p, string c, string? r, IReadOnlyDictionary<string, string> d) => 1;")]
    [InlineData("")]
    public void Compile_NoScoreOfTheForm_SaysWhichForm(string source)
    {
        var made = ScriptCompiler.Compile(source, TestContext.Current.CancellationToken);
        Assert.Contains(made.Diagnostics, found => found.Id == "RS010");
    }

    [Fact]
    public void Compile_SyntaxError_SaysTheLine()
    {
        var made = ScriptCompiler.Compile(ScriptMachine.Score("var x = ;\nreturn 1;"), TestContext.Current.CancellationToken);
        Assert.Contains(made.Diagnostics, found => found is { Line: 3 } && found.Id.StartsWith("CS", StringComparison.Ordinal));
    }

    [Fact]
    public void Compile_WorkForTheCompiler_IsRefusedBeforeItIsBound()
    {
        var doubled = string.Concat(Enumerable.Range(1, 40).Select(i => $"const string C{i} = C{i - 1} + C{i - 1};"));
        var constants = ScriptMachine.Score("return 1;", "const string C0 = \"xx\";" + doubled);
        var lambdas = ScriptMachine.Score("return " + string.Concat(Enumerable.Range(0, 12).Select(i => string.Create(CultureInfo.InvariantCulture, $"Enumerable.Range(0, 1).Sum(x{i} => ")))
            + "1" + new string(')', 12) + ";");
        var nested = ScriptMachine.Score("return " + new string('(', 5000) + "1" + new string(')', 5000) + ";");
        foreach (var source in new[] { constants, lambdas, nested, new string(' ', 40_000) })
            Assert.NotEmpty(ScriptCompiler.Compile(source, TestContext.Current.CancellationToken).Diagnostics);
    }
}
