namespace Rlar.Grpo.Alarms;

/// <summary>One kind of alarm: a pure function of what a run has at a step.</summary>
internal interface IStepAlarm
{
    /// <summary>What is so at this step, whether it was told before or not.</summary>
    IEnumerable<Finding> Look(RunView view);
}
