// Rewards and advantages inside a program of your own: groups in, scored groups out, in order, several at a time.
//   dotnet run -c Release --project examples/embedding
using Rlar;
using Rlar.Agents.Routing;
using Rlar.Grpo.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Rewards;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Run;

using var backend = new CpuBackend();
var run = new RewardRun(
    new Router(BuiltInTools.Registry, RouteTable.BuiltIn),
    new RewardRunOptions { Advantages = new AdvantageComputation(new CpuAdvantages<double>(backend), new AdvantageOptions()) });

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await foreach (var scored in run.ScoreAsync(RolloutsAsync(), stop.Token))
{
    Console.WriteLine($"{scored.Group.Query.Id}: {string.Join(" + ", scored.Route.Tools.Select(tool => tool.Tool.Card.Id))}, as {scored.Route.Why}");
    var advantages = ((GroupAdvantages.ByCompletion)scored.Advantages!).Values;
    for (var i = 0; i < scored.Rewards.Length; i++)
        Console.WriteLine($"  reward {scored.Rewards[i],4:0.00}  advantage {advantages[i],5:0.00}  {scored.Group.Completions[i].Text}");
}

// Your sampler stands here.
static async IAsyncEnumerable<RolloutGroup> RolloutsAsync()
{
    yield return new RolloutGroup(
        new Query { Id = "sum", Prompt = [new Message("user", "What is 1/2 + 1/4?")], References = ["3/4"] },
        [new Completion(@"The answer is \boxed{0.75}."), new Completion("3/4"), new Completion("2/6")]);
    await Task.Yield();
    yield return new RolloutGroup(
        new Query
        {
            Id = "translation",
            Prompt = [new Message("user", "Auf Deutsch: The cat sleeps.")],
            References = ["Die Katze schläft."],
            TaskHints = ["translation"],
        },
        [new Completion("Die Katze schläft."), new Completion("Eine Katze schläft gerade."), new Completion("The cat sleeps.")]);
}
