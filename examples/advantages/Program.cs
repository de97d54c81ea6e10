// Group advantages for rewards that you have, without anything else of RLAR.
//   dotnet run -c Release --project examples/advantages
using Rlar.Kernels;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;

float[] rewards = [1, 0, 0, 1, /* the second group */ 0.2f, 0.9f, 0.4f, 0];
bool[] scored = [true, true, true, true, true, true, true, false]; // the last one timed out: it counts nowhere
var batch = new RewardBatch<float>(rewards, GroupLayout.Uniform(count: 2, size: 4), scored);

using var backend = new CpuBackend(); // CpuOptions has the threads and the width of the vectors
var kernels = new CpuAdvantages<float>(backend);
var advantages = new float[rewards.Length];

kernels.Grpo(batch, AdvantageConvention.Trl, advantages);
Print("GRPO as TRL has it");
kernels.Grpo(batch, AdvantageConvention.Verl, advantages);
Print("GRPO as verl has it");
kernels.Rloo(batch, AdvantageConvention.Trl, advantages);
Print("RLOO");

void Print(string name) => Console.WriteLine($"{name,-20} {string.Join("  ", advantages.Select(advantage => $"{advantage,7:0.0000}"))}");
