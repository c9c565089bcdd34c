/// What the program does not say of itself.
extension ManualPage {
  static let head = """
    .TH LRVIZ 1 "" "lrviz" "User Commands"
    .SH NAME
    lrviz \\- learning\\-rate schedules, live in the terminal
    .SH SYNOPSIS
    \\fBlrviz\\fR [\\fBlab\\fR] [\\fIoptions\\fR] [\\fISPEC\\fR ...]
    .br
    \\fBlrviz\\fR \\fIcommand\\fR [\\fIoptions\\fR] [\\fIargument\\fR ...]
    .SH DESCRIPTION
    \\fBlrviz\\fR puts learning\\-rate schedulers side by side in the terminal, each training a real model in the background. Every
    parameter can be changed while it runs, with the effect that assigning the attribute has in PyTorch. Alone it opens the lab
    with the five schedulers of PyTorch's tutorial; the other commands need no terminal.
    .PP
    A \\fISPEC\\fR is the Python call that builds a scheduler of PyTorch, transformers, timm, optax or Keras, such as
    \\fBStepLR(step_size=10, gamma=0.1)\\fR, or the lines of a script that do. It is a grammar: nothing is ever executed.
    \\fBlrviz list\\fR names every scheduler.
    .PP
    \\fB\\-\\-help\\fR and \\fB\\-\\-version\\fR are options of every command.
    """

  static let tail = """
    .SH ENVIRONMENT
    .TP
    \\fBTERM\\fR
    The terminal of the lab.
    .TP
    \\fBLC_ALL\\fR, \\fBLC_CTYPE\\fR, \\fBLANG\\fR
    With UTF\\-8 charts are drawn in braille, else in 7\\-bit ASCII.
    .TP
    \\fBNO_COLOR\\fR
    Set and not empty: no colors.
    .TP
    \\fBCOLORFGBG\\fR
    What the theme \\fBauto\\fR goes by, where it is set; else the terminal is asked for its background.
    .TP
    \\fBXDG_CONFIG_HOME\\fR
    The folder of settings; \\fB~/.config\\fR where it is not set.
    .SH FILES
    .TP
    \\fB$XDG_CONFIG_HOME/lrviz/config\\fR
    Defaults of options, one \\fIkey\\fR \\fB=\\fR \\fIvalue\\fR a line, \\fB#\\fR before comments: \\fBtheme\\fR, \\fBglyphs\\fR,
    \\fBcolor\\fR, \\fBspeed\\fR, \\fBepochs\\fR, \\fBlog\\-lr\\fR, \\fBlog\\-loss\\fR, \\fBsize\\fR, \\fBwidth\\fR, \\fBheight\\fR. It is
    never written; \\fBlrviz config\\fR prints what is in force and where it comes from.
    .SH EXIT STATUS
    .TP
    \\fB0\\fR
    Done.
    .TP
    \\fB1\\fR
    \\fBcheck\\fR found a deviation; \\fBwatch \\-\\-until\\fR saw a run diverge or fail.
    .TP
    \\fB64\\fR
    Wrong usage, or a spec that cannot be.
    .TP
    \\fB65\\fR, \\fB66\\fR
    A file that cannot be read as what it should be, or is not there.
    .TP
    \\fB69\\fR
    The lab without a terminal, or one it cannot use.
    .TP
    \\fB74\\fR
    Output that cannot be written.
    .TP
    \\fB129\\fR, \\fB130\\fR, \\fB143\\fR
    Ended by SIGHUP, SIGINT, SIGTERM.
    .SH EXAMPLES
    .nf
    lrviz
    lrviz 'StepLR(10)' 'OneCycleLR(max_lr=0.5, total_steps=100)' \\-\\-workload spiral
    lrviz print 'CosineAnnealingLR(T_max=50)' \\-\\-epochs 30 \\-\\-format csv
    lrviz plot 'StepLR(20, 0.3)' 'ExponentialLR(0.95)' \\-\\-output schedules.png \\-\\-theme light
    lrviz check run.csv \\-\\-plan 'CosineAnnealingLR(90)' \\-\\-lr 0.1
    lrviz code 'OneCycleLR(0.1, total_steps=100)' \\-\\-format optax
    .fi
    """
}
